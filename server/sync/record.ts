import type { Effect } from '../../shared/domain/engine/effect.ts';
import { lotOf, type Names } from '../../shared/domain/engine/names.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { Judgement } from '../../shared/domain/engine/verdict.ts';
import type { ViewChange } from '../../shared/wire/feed.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import type { Ledger, Received } from '../ledger/ledger.ts';
import type { ChangeFeed } from './change-feed.ts';

/** One act to be put on record: who, where it came from, when, and its canonical text. */
export interface Act extends Received {
  /** What the act calls itself: its `id`, except where another act bears that already. */
  readonly command: Verdict['id'];
  /** What the act names (`lot …`, `bin …`), whatever it did to them. */
  readonly names: readonly string[];
}

/** An act on record that is judged otherwise now: its `n`-th judgement, and where it counts. */
export interface Revision extends Pick<Act, 'id' | 'command' | 'lane' | 'seq' | 'occurredAt' | 'error' | 'names'> {
  /** The rev it was received at. */
  readonly rev: number;
  readonly n: number;
  /** Null: at its own time. */
  readonly judgedAt: EpochMs | null;
}

/** How an act was judged, as it goes on record. */
export type Booking = Pick<Judgement, 'broke' | 'flags' | 'extent' | 'effects'> & { readonly outcome: Verdict['outcome'] };

/**
 * The pen of one transaction: it knows where the three chains stand and moves them on with every rev.
 * A write that throws leaves it where it was, so that the caller may roll back to a savepoint and go on.
 */
export interface Pen {
  readonly rev: () => number;
  readonly chain: () => string;
  /**
   * Ledger row, first judgement and feed entry of one act, under one new rev. `told`: what phones are told has changed,
   * when that is not just what the act did; `judgedAt`: where it counts, when that is not its own time.
   */
  record(act: Act, booking: Booking, odd?: { readonly told?: readonly Effect[]; readonly judgedAt?: EpochMs | null }): Verdict;
  /** A later judgement of an act on record, under a rev of its own. What it changed is told with the act that brought it about. */
  revise(revision: Revision, booking: Booking): Verdict;
  /** Runs work that writes several revs; when it throws, and is rolled back, the pen stands where it stood. */
  keeping<T>(work: () => T): T;
  /** Changes of master data: a rev that judged nothing. */
  publish(changes: readonly ViewChange[]): void;
}

export function takePen(ledger: Ledger, feed: ChangeFeed): Pen {
  let { rev, chain } = feed.tip();
  let tips = ledger.tips();
  const textOf = rememberedTexts();
  return {
    rev: () => rev,
    chain: () => chain,
    record: (act, booking, { told = booking.effects, judgedAt = null } = {}) => {
      const next = rev + 1;
      const verdict = verdictOn(act, booking, { rev: next, n: 1 });
      const { effects, changes } = textsOf(booking.effects, textOf);
      const judged = { rev: next, command: act.id, n: 1, outcome: verdict.outcome, verdict: JSON.stringify(verdict), effects, judgedAt };
      const moved = { ledger: ledger.append(tips.ledger, next, act), judgement: ledger.judge(tips.judgement, judged) };
      ledger.touch(touched(act.names, booking.effects), judgedAt ?? act.occurredAt, next);
      const news = told === booking.effects ? changes : textsOf(told, textOf).changes;
      chain = feed.append(chain, { rev: next, lane: act.lane, seq: act.seq, changes: news });
      tips = moved;
      rev = next;
      return verdict;
    },
    revise: (act, booking) => {
      const next = rev + 1;
      const { n, judgedAt } = act;
      const verdict = verdictOn(act, booking, { rev: next, n });
      const { effects } = textsOf(booking.effects, textOf);
      const judged = { rev: next, command: act.id, n, outcome: verdict.outcome, verdict: JSON.stringify(verdict), effects, judgedAt };
      const judgement = ledger.judge(tips.judgement, judged);
      ledger.touch(touched(act.names, booking.effects), judgedAt ?? act.occurredAt, act.rev);
      chain = feed.append(chain, { rev: next, lane: act.lane, seq: act.seq, changes: '[]' });
      tips = { ...tips, judgement };
      rev = next;
      return verdict;
    },
    keeping: (work) => {
      const stood = { rev, chain, tips };
      try {
        return work();
      } catch (error) {
        ({ rev, chain, tips } = stood);
        throw error;
      }
    },
    publish: (changes) => {
      chain = feed.append(chain, { rev: rev + 1, lane: null, seq: null, changes: JSON.stringify(changes) });
      rev += 1;
    },
  };
}

/** What an act names, and the lots it changes, each once. */
function touched(named: readonly string[], effects: readonly Effect[]): readonly string[] {
  const names = [...named];
  for (const effect of effects) {
    const lot = lotOf(effect);
    const name = lot && nameOfLot(lot);
    if (name && !names.includes(name)) names.push(name);
  }
  return names;
}

/** Names as the ledger's index keeps them. */
export function indexNames({ lots, bins, acts }: Names): string[] {
  return [...[...lots].map(nameOfLot), ...[...bins].map((bin) => `bin ${bin}`), ...[...acts].map(nameOfAct)];
}

/** `act`: a command's id, or a shipment's number. */
export function nameOfAct(act: string): string {
  return `act ${act}`;
}

export function nameOfLot(lot: string): string {
  return `lot ${lot}`;
}

type Said = Pick<Act, 'command' | 'occurredAt' | 'error'>;

function verdictOn({ command: id, occurredAt, error }: Said, booking: Booking, { rev, n }: { rev: number; n: number }): Verdict {
  const { outcome, broke, flags, extent } = booking;
  return { id, n, rev, outcome, ...(broke && { broke }), flags, occurredAt, error, effect: extent };
}

/** The effects as the judgement keeps them and as the feed tells them, each thing put into text once. */
function textsOf(all: readonly Effect[], textOf: TextOf): { effects: string; changes: string } {
  const effects: string[] = [];
  const changes: string[] = [];
  for (const { thing, key, before, after } of all) {
    const name = `"thing":"${thing}","key":${JSON.stringify(key)}`;
    const left = textOf(after);
    effects.push(`{${name},"before":${textOf(before)},"after":${left}}`);
    changes.push(`{${name},"after":${left}}`);
  }
  return { effects: `[${effects.join(',')}]`, changes: `[${changes.join(',')}]` };
}

type TextOf = (value: Effect['after']) => string;

/** JSON by the thing itself: as one report left it is how the next of the same push found it. */
function rememberedTexts(): TextOf {
  const texts = new Map<Effect['after'], string>();
  return (value) => {
    const known = texts.get(value);
    if (known !== undefined) return known;
    const text = JSON.stringify(value);
    texts.set(value, text);
    return text;
  };
}
