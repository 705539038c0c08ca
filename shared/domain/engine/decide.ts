import { isDecision, notAllowed } from '../access/authority.ts';
import { judgeAdjust, judgeWriteOff } from '../movements/adjust.ts';
import type { Command } from '../movements/command.ts';
import { judgeCount } from '../movements/count.ts';
import { judgeDispatch } from '../movements/dispatch.ts';
import { judgePick } from '../movements/pick.ts';
import { judgeCloseAnomaly, judgeHold, judgeRecall, judgeRelease } from '../movements/quality.ts';
import { judgeReceive } from '../movements/receive.ts';
import { judgeReturn } from '../movements/return.ts';
import { judgeSighting } from '../movements/sighting.ts';
import { judgeTransfer } from '../movements/transfer.ts';
import { judgeVoid } from '../movements/void.ts';
import { type Books, closeBooks, openBooks } from './books.ts';
import type { Context } from './context.ts';
import { EFFECT_TABLE } from './effect-table.ts';
import { flagBroken } from './flag-broken.ts';
import type { Refusal } from './refusal.ts';
import type { Ruling } from './ruling.ts';
import type { Slice } from './slice.ts';
import type { Extent, Judgement, Outcome } from './verdict.ts';

/**
 * What the rules say of one command over one slice, which is left as it was, even by a rule that throws. An ask that breaks a rule is refused
 * and changes no stock; a report is a fact: it is carried out as far as the goods allow and flagged, or parked.
 */
export function decide(slice: Slice, command: Command, context: Context): Judgement {
  const ruling = rule(slice, command, context);
  const forbidden = notAllowed(command, context);
  const broken = forbidden ? [forbidden, ...ruling.broken] : ruling.broken;
  const books = openBooks(slice, command, context);
  try {
    if (context.stance === 'ask' && broken.length > 0) return refuse(books, broken);
    const parking = broken.find((each) => EFFECT_TABLE[each.code].handling === 'parked');
    if (parking) return park(books, parking);
    return carryOut(books, ruling, broken);
  } catch (error) {
    closeBooks(books);
    throw error;
  }
}

function rule(slice: Slice, command: Command, context: Context): Ruling {
  switch (command.kind) {
    case 'receive':
      return judgeReceive(slice, command, context);
    case 'putaway':
    case 'transfer':
      return judgeTransfer(slice, command, context);
    case 'pick':
      return judgePick(slice, command, context);
    case 'dispatch':
      return judgeDispatch(slice, command, context);
    case 'return':
      return judgeReturn(slice, command);
    case 'sighting':
      return judgeSighting(slice, command);
    case 'count':
      return judgeCount(slice, command);
    case 'adjust':
      return judgeAdjust(slice, command);
    case 'write-off':
      return judgeWriteOff(slice, command);
    case 'hold':
      return judgeHold(slice, command);
    case 'release':
      return judgeRelease(slice, command);
    case 'recall':
      return judgeRecall(slice, command);
    case 'close-anomaly':
      return judgeCloseAnomaly(slice, command);
    case 'void':
      return judgeVoid(slice, command, context);
  }
}

/** A refused ask leaves the stock alone; a doubtful lot is worth a supervisor's look even so. */
function refuse(books: Books, broken: readonly Refusal[]): Judgement {
  for (const each of broken) if (EFFECT_TABLE[each.code].handling === 'set-aside') flagBroken(books, each);
  const overridable = broken.every((each) => each.code === 'older-lot-first');
  return { outcome: 'refused', broke: broken[0] ?? null, overridable, flags: books.flags, extent: 'none', effects: closeBooks(books) };
}

/** `broke` is what parks the report, so that it can be judged again once that thing exists. */
function park(books: Books, broke: Refusal): Judgement {
  flagBroken(books, broke);
  return { outcome: 'parked', broke, overridable: false, flags: books.flags, extent: 'none', effects: closeBooks(books) };
}

function carryOut(books: Books, ruling: Ruling, broken: readonly Refusal[]): Judgement {
  for (const each of broken) flagBroken(books, each);
  const flagged = books.written.length;
  if (!broken.some((each) => leavesThingsAlone(books.command, each))) ruling.carryOut(books);
  const extent = extentOf(broken, books.written.length > flagged);
  const effects = closeBooks(books);
  return { outcome: outcomeOf(books), broke: broken[0] ?? null, overridable: false, flags: books.flags, extent, effects };
}

function leavesThingsAlone(command: Command, broke: Refusal): boolean {
  return EFFECT_TABLE[broke.code].handling === 'nothing' || (broke.code === 'role-not-allowed' && isDecision(command.kind));
}

function extentOf(broken: readonly Refusal[], isChanged: boolean): Extent {
  if (!isChanged) return 'none';
  return broken.some((each) => EFFECT_TABLE[each.code].handling === 'what-is-there') ? 'partial' : 'applied';
}

function outcomeOf({ context, flags }: Books): Outcome {
  if (context.stance === 'ask') return 'accepted';
  return flags.some((flag) => flag.anomaly !== undefined) ? 'flagged' : 'recorded';
}
