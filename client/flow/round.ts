import type { RefusalCode } from '../../shared/domain/engine/refusal.ts';
import type { RawScan } from '../../shared/wire/envelope.ts';
import { type Advice, ask } from '../local/ask.ts';
import { fromView } from '../local/use-local.ts';
import type { Draft } from '../queue/report-body.ts';
import { draftOf } from './draft.ts';
import { asking, type Flow, type Given, type KnownLot, type Slot, settle, sourcesOf } from './flow.ts';
import { knownLot, NOTHING_KNOWN } from './known-lot.ts';

/** One pass through a flow: from the first scan to the report. */
export interface Round {
  readonly given: Given;
  readonly scans: readonly RawScan[];
  readonly known: KnownLot | null;
  readonly slot: Slot | null;
  /** What will be reported, once nothing is left to ask. */
  readonly draft: Draft | null;
  readonly advice: Advice | null;
}

export const FIRST_ROUND: Pick<Round, 'given' | 'scans'> = { given: {}, scans: [] };

/** A lot that may not be picked may not be picked from any bin: worth saying before the bin is asked for. */
const ABOUT_THE_LOT: readonly (RefusalCode | undefined)[] = ['lot-held', 'lot-recalled', 'lot-expired', 'older-lot-first'];

/**
 * Where the answers so far lead: the next question, or the command and what the rules on this phone say of it. A copy of
 * the stock that cannot be read is no reason to stop work: then nothing is known.
 */
export async function roundOf(flow: Flow, so: Pick<Round, 'given' | 'scans'>, worker: string): Promise<Round> {
  const { lot } = so.given;
  const known = lot === undefined ? null : ((await fromView((view) => knownLot(view, lot, worker))) ?? NOTHING_KNOWN);
  const given = known ? settle(flow, so.given, known) : so.given;
  const slot = asking(flow, given, known);
  const draft = known && slot === null ? draftOf(flow, given, known, so.scans) : null;
  const advice = draft ? await ask(draft) : await earlyAdvice(flow, { ...so, given }, known);
  return { given, scans: so.scans, known, slot, draft, advice };
}

/** A STOP that needs no bin to be said. */
async function earlyAdvice(flow: Flow, so: Pick<Round, 'given' | 'scans'>, known: KnownLot | null): Promise<Advice | null> {
  if (flow.kind !== 'pick' || !known || so.given.from !== undefined) return null;
  const [source] = sourcesOf(flow, known);
  const draft = source && draftOf(flow, { ...so.given, from: source }, known, so.scans);
  const advice = draft ? await ask(draft) : null;
  return ABOUT_THE_LOT.includes(advice?.judgement?.broke?.code) ? advice : null;
}
