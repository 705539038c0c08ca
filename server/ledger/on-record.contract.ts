import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import type { Effect } from '../../shared/domain/engine/effect.ts';
import { NOON } from '../../shared/domain/engine/given.arbitrary.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import type { JudgementRow, Ledger, Received } from './ledger.ts';

export const LANE = '0190f3c0-0000-7000-8000-0000000000aa';

/** So many milliseconds after noon. */
export const at = (ms: number) => (NOON + ms) as EpochMs;
export const idOf = (n: number) => `0190f3c0-0000-7000-8000-${String(n).padStart(12, '0')}` as CommandId;

/** The n-th act of a lane: it happened and came in `n` ms after noon. */
export function anAct(n: number, odd: Partial<Received> = {}): Received {
  const moment = { receivedAt: at(n), occurredAt: at(n), error: 50 };
  const said = { hash: String(n).padStart(64, 'a'), device: 'phone', kind: 'transfer', worker: 'ana', body: `{"n":${n}}` };
  return { id: idOf(n), lane: LANE, seq: n, ...said, ...moment, ...odd };
}

/** How an act is judged, where it is not simply recorded at its own time and without an effect. */
export type Ruling = Partial<Pick<JudgementRow, 'n' | 'judgedAt'>> & {
  readonly outcome?: Verdict['outcome'];
  readonly broke?: Verdict['broke'];
  readonly effects?: readonly Effect[];
};

/** The same, with what the act names. */
export type Recording = Ruling & { readonly names?: readonly string[] };

export function verdictOn(act: Received, rev: number, { n = 1, outcome = 'recorded', broke }: Ruling = {}): Verdict {
  const { id, occurredAt, error } = act;
  return { id: id as CommandId, n, rev, outcome, ...(broke && { broke }), flags: [], occurredAt, error, effect: 'none' };
}

export function judgementOf(act: Received, rev: number, ruling: Ruling = {}): JudgementRow {
  const { n = 1, outcome = 'recorded', effects = [], judgedAt = null } = ruling;
  const texts = { verdict: JSON.stringify(verdictOn(act, rev, ruling)), effects: JSON.stringify(effects) };
  return { rev, command: act.id, n, outcome, ...texts, judgedAt };
}

/** Puts an act on record under a rev and judges it, touching what it names. */
export function record(ledger: Ledger, act: Received, rev: number, ruling: Recording = {}): void {
  ledger.append(ledger.tips().ledger, rev, act);
  judge(ledger, act, rev, ruling);
  ledger.touch(ruling.names ?? [], ruling.judgedAt ?? act.occurredAt, rev);
}

/** Judges an act that is on record, under a rev of its own. */
export function judge(ledger: Ledger, act: Received, rev: number, ruling: Ruling): void {
  ledger.judge(ledger.tips().judgement, judgementOf(act, rev, ruling));
}
