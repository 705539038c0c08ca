import type { Effect } from '../../shared/domain/engine/effect.ts';
import type { Judgement } from '../../shared/domain/engine/verdict.ts';
import type { ViewChange } from '../../shared/wire/feed.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import type { Ledger, LedgerRow } from '../ledger/ledger.ts';
import { lotOf } from '../stock/named-by.ts';
import type { ChangeFeed } from './change-feed.ts';

/** One act to be put on record: who, where it came from, when, and its canonical text. */
export interface Act extends Omit<LedgerRow, 'rev'> {
  /** What the act calls itself: its `id`, except where another act bears that already. */
  readonly command: Verdict['id'];
  /** Lots the act names, whatever it did to them. */
  readonly lots: readonly string[];
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
  /** Ledger row, first judgement and feed entry of one act, under one new rev. */
  record(act: Act, booking: Booking): Verdict;
  /** Changes of master data: a rev that judged nothing. */
  publish(changes: readonly ViewChange[]): void;
}

export function takePen(ledger: Ledger, feed: ChangeFeed): Pen {
  let { rev, chain } = feed.tip();
  let tips = ledger.tips();
  return {
    rev: () => rev,
    chain: () => chain,
    record: (act, booking) => {
      const next = rev + 1;
      const verdict = verdictOn(act, booking, next);
      const { effects, changes } = textsOf(booking.effects);
      const judged = { rev: next, command: act.id, n: 1, outcome: verdict.outcome, verdict: JSON.stringify(verdict), effects };
      const moved = {
        ledger: ledger.append(tips.ledger, { ...act, rev: next }, lotsOf(act.lots, booking.effects)),
        judgement: ledger.judge(tips.judgement, judged),
      };
      chain = feed.append(chain, { rev: next, lane: act.lane, seq: act.seq, changes });
      tips = moved;
      rev = next;
      return verdict;
    },
    publish: (changes) => {
      chain = feed.append(chain, { rev: rev + 1, lane: null, seq: null, changes: JSON.stringify(changes) });
      rev += 1;
    },
  };
}

/** Lots an act names or changes, each once. */
function lotsOf(named: readonly string[], effects: readonly Effect[]): readonly string[] {
  const lots = [...new Set(named)];
  for (const effect of effects) {
    const lot = lotOf(effect);
    if (lot && !lots.includes(lot)) lots.push(lot);
  }
  return lots;
}

function verdictOn(act: Act, { outcome, broke, flags, extent }: Booking, rev: number): Verdict {
  const { command: id, occurredAt, error } = act;
  return { id, n: 1, rev, outcome, ...(broke && { broke }), flags, occurredAt, error, effect: extent };
}

/** The effects as the judgement keeps them and as the feed tells them, each thing put into text once. */
function textsOf(all: readonly Effect[]): { effects: string; changes: string } {
  const effects: string[] = [];
  const changes: string[] = [];
  for (const { thing, key, before, after } of all) {
    const name = `"thing":"${thing}","key":${JSON.stringify(key)}`;
    const left = JSON.stringify(after);
    effects.push(`{${name},"before":${JSON.stringify(before)},"after":${left}}`);
    changes.push(`{${name},"after":${left}}`);
  }
  return { effects: `[${effects.join(',')}]`, changes: `[${changes.join(',')}]` };
}
