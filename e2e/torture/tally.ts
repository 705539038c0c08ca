/** What was done and what came of it, over one run or many. The first seven lists of breaches must stay empty. */
export interface Tally {
  runs: number;
  commands: number;
  faults: Record<string, number>;
  serverKills: number;
  chromiumKills: number;
  restores: number;
  lost: number;
  doubled: number;
  reordered: number;
  stuck: number;
  unflagged: number;
  /** Places where goods and books differed at the end, each of them flagged. */
  disagreements: number;
  /** Ledger, fold and phones that do not agree. */
  torn: number;
  worstHealMs: number;
  breaches: Breach[];
}

export type BreachKind = 'lost' | 'doubled' | 'reordered' | 'stuck' | 'unflagged' | 'torn';

export interface Breach {
  readonly breach: BreachKind;
  readonly what: string;
}

/** What one run came to; `kept`: the folder of a run with a breach. */
export interface Run {
  readonly tally: Tally;
  readonly kept: string | null;
}

export const BREACHES: readonly BreachKind[] = ['lost', 'doubled', 'reordered', 'stuck', 'unflagged', 'torn'];

export function emptyTally(): Tally {
  return {
    runs: 0,
    commands: 0,
    faults: {},
    serverKills: 0,
    chromiumKills: 0,
    restores: 0,
    lost: 0,
    doubled: 0,
    reordered: 0,
    stuck: 0,
    unflagged: 0,
    disagreements: 0,
    torn: 0,
    worstHealMs: 0,
    breaches: [],
  };
}

const SUMS = ['runs', 'commands', 'serverKills', 'chromiumKills', 'restores', 'disagreements', ...BREACHES] as const;

export function addTo(sum: Tally, more: Tally): void {
  for (const name of SUMS) sum[name] += more[name];
  for (const [fault, times] of Object.entries(more.faults)) count(sum, fault, times);
  sum.worstHealMs = Math.max(sum.worstHealMs, more.worstHealMs);
  sum.breaches.push(...more.breaches);
}

export function count({ faults }: Tally, fault: string, times = 1): void {
  faults[fault] = (faults[fault] ?? 0) + times;
}

export function note(tally: Tally, breach: BreachKind, what: string): void {
  tally[breach] += 1;
  tally.breaches.push({ breach, what });
}

/** Runs in `folder`; a run that breaks off is a breach too, and whoever finds one wants to see the folder. */
export async function runFor(folder: string, live: (tally: Tally) => Promise<void>): Promise<Run> {
  const tally = { ...emptyTally(), runs: 1 };
  await live(tally).catch((error: unknown) => {
    note(tally, 'torn', `the run broke off: ${error instanceof Error ? error.stack : String(error)}`);
  });
  return { tally, kept: tally.breaches.length > 0 ? folder : null };
}
