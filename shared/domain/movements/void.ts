import { decidesQuality } from '../access/authority.ts';
import { closeAnomaly, openAnomaly } from '../anomalies/open.ts';
import { isUntouched, moveBack, putBack } from '../bins/back.ts';
import { occupantOf } from '../bins/occupancy.ts';
import type { Books } from '../engine/books.ts';
import type { Context } from '../engine/context.ts';
import { brokenOf, type Ruling } from '../engine/ruling.ts';
import type { Judged, Slice } from '../engine/slice.ts';
import { isUndone } from '../engine/undone.ts';
import type { CommandOf } from './command.ts';

/** How long an undo counts as a slip of the finger, ms: what the slip opened is closed with it. */
const SLIP_MS = 10_000;

/**
 * Void: undo is a command of its own. Where nothing has happened since, everything is put back exactly as it was;
 * else the goods are moved back as far as they are still there. Workers undo their own commands, supervisors any.
 * What is undone already stays as it is: what stands there by now came later.
 */
export function judgeVoid(slice: Slice, command: CommandOf<'void'>, context: Context): Ruling {
  const { payload, actor, kind } = command;
  const judged = slice.judged.get(payload.of);
  const isAllowed = judged?.command.actor.worker === actor.worker || decidesQuality(command, context);
  return {
    broken: brokenOf(
      !judged && { code: 'code-unknown', raw: payload.of },
      !isAllowed && { code: 'role-not-allowed', role: actor.role, kind },
    ),
    carryOut: (books) => {
      if (!judged || !isAllowed || isUndone(slice.judged, payload.of, command.id)) return;
      if (isUntouched(slice, judged.effects)) putBack(books, judged.effects);
      else moveBack(books, judged);
      flagDisputed(books);
      if (context.at >= judged.at && context.at - judged.at <= SLIP_MS) closeOpened(books, judged);
    },
  };
}

/** Goods that cannot go back because another lot stands there now are disputed, and somebody must know. */
function flagDisputed(books: Books): void {
  for (const { thing, before, after } of books.written.slice()) {
    if (thing !== 'unconfirmed' || before !== null || after === null) continue;
    const bin = books.slice.bins.get(after.claimedBin);
    const against = bin && occupantOf(books.slice, bin, after.lot)?.claim;
    openAnomaly(books, 'bin-conflict', { lot: after.lot, bin: after.claimedBin, facts: { quantity: after.quantity }, against });
  }
}

/** An anomaly the undone command opened is closed, never forgotten. */
function closeOpened(books: Books, { command, effects }: Judged): void {
  for (const { thing, key } of effects) {
    const anomaly = thing === 'anomaly' ? books.slice.anomalies.get(key) : undefined;
    if (anomaly?.openedBy === command.id) closeAnomaly(books, anomaly, 'undone');
  }
}
