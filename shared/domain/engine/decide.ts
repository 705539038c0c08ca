import { type Capability, can, ROLES, type Role } from '../access/matrix.ts';
import { openAnomaly } from '../anomalies/open.ts';
import { judgeAdjust, judgeWriteOff } from '../movements/adjust.ts';
import type { Command, CommandKind, CommandOf } from '../movements/command.ts';
import { judgeCount } from '../movements/count.ts';
import { judgeDispatch } from '../movements/dispatch.ts';
import { judgePick } from '../movements/pick.ts';
import { judgeCloseAnomaly, judgeHold, judgeRecall, judgeRelease } from '../movements/quality.ts';
import { judgeReceive } from '../movements/receive.ts';
import { judgeReturn } from '../movements/return.ts';
import { judgeSighting } from '../movements/sighting.ts';
import { judgeTransfer } from '../movements/transfer.ts';
import { judgeVoid } from '../movements/void.ts';
import { closeBooks, openBooks } from './books.ts';
import type { Context } from './context.ts';
import { EFFECT_TABLE, flagBroken } from './effect-table.ts';
import type { Refusal } from './refusal.ts';
import type { Ruling } from './ruling.ts';
import type { Slice } from './slice.ts';
import type { Judgement } from './verdict.ts';

type Judge<K extends CommandKind> = (slice: Slice, command: CommandOf<K>, context: Context) => Ruling;

/** The rule of each kind, and what a person must be able to do to act it. */
const RULES: { readonly [K in CommandKind]: { readonly judge: Judge<K>; readonly needs: Capability } } = {
  receive: { judge: judgeReceive, needs: 'receive-and-dispatch' },
  putaway: { judge: judgeTransfer, needs: 'move-stock' },
  transfer: { judge: judgeTransfer, needs: 'move-stock' },
  pick: { judge: judgePick, needs: 'move-stock' },
  dispatch: { judge: judgeDispatch, needs: 'receive-and-dispatch' },
  return: { judge: judgeReturn, needs: 'receive-and-dispatch' },
  sighting: { judge: judgeSighting, needs: 'move-stock' },
  count: { judge: judgeCount, needs: 'move-stock' },
  adjust: { judge: judgeAdjust, needs: 'decide-quality' },
  'write-off': { judge: judgeWriteOff, needs: 'decide-quality' },
  hold: { judge: judgeHold, needs: 'decide-quality' },
  release: { judge: judgeRelease, needs: 'decide-quality' },
  recall: { judge: judgeRecall, needs: 'decide-quality' },
  'close-anomaly': { judge: judgeCloseAnomaly, needs: 'resolve-anomaly' },
  void: { judge: judgeVoid, needs: 'move-stock' },
};

/**
 * What the rules say of one command over one slice, which is left as it was. An ask that breaks a rule is refused
 * and changes no stock; a report is a fact: it is carried out as far as the goods allow and flagged, or parked.
 */
export function decide(slice: Slice, command: Command, context: Context): Judgement {
  const { judge, needs } = RULES[command.kind];
  const ruling = (judge as Judge<CommandKind>)(slice, command, context);
  const forbidden = roleFault(command, { needs, context });
  const broken = forbidden
    ? [...ruling.broken.filter(parksReport), forbidden, ...ruling.broken.filter((each) => !parksReport(each))]
    : ruling.broken;
  const [broke = null] = broken;
  if (context.stance === 'ask' && broke) return refuse(slice, { command, context, broke });
  if (broke && broken.some(parksReport)) return park(slice, { command, context, broke: broken.find(parksReport) ?? broke });
  return carryOut(slice, { command, context, broken, ruling });
}

function carryOut(slice: Slice, act: { command: Command; context: Context; broken: readonly Refusal[]; ruling: Ruling }): Judgement {
  const books = openBooks(slice, act.command, act.context);
  for (const each of act.broken) flagBroken(books, each);
  act.ruling.carryOut(books);
  const effects = closeBooks(books);
  const moved = effects.some((each) => each.thing !== 'anomaly');
  const short = act.broken.some((each) => each.code === 'not-enough-stock');
  return {
    outcome: outcomeOf(
      act.context,
      books.flags.some((flag) => flag.anomaly !== undefined),
    ),
    broke: act.broken[0] ?? null,
    overridable: false,
    flags: books.flags,
    extent: moved ? (short ? 'partial' : 'applied') : 'none',
    effects,
  };
}

function outcomeOf({ stance }: Context, isFlagged: boolean): Judgement['outcome'] {
  if (stance === 'ask') return 'accepted';
  return isFlagged ? 'flagged' : 'recorded';
}

/** A refused ask leaves the stock alone; a doubtful lot number is worth a supervisor's look even so. */
function refuse(slice: Slice, { command, context, broke }: { command: Command; context: Context; broke: Refusal }): Judgement {
  const books = openBooks(slice, command, context);
  if (broke.code === 'duplicate-lot-number' || broke.code === 'lot-expiry-mismatch') flagBroken(books, broke);
  const overridable = broke.code === 'older-lot-first';
  return { outcome: 'refused', broke, overridable, flags: books.flags, extent: 'none', effects: closeBooks(books) };
}

function park(slice: Slice, { command, context, broke }: { command: Command; context: Context; broke: Refusal }): Judgement {
  const books = openBooks(slice, command, context);
  flagBroken(books, broke);
  return { outcome: 'parked', broke, overridable: false, flags: books.flags, extent: 'none', effects: closeBooks(books) };
}

/** A report nobody can read, kept for a person: what a host says when decoding or judging a command fails. */
export function parkUnreadable(slice: Slice, command: Command, context: Context, broke: Refusal): Judgement {
  const books = openBooks(slice, command, context);
  openAnomaly(books, 'unreadable-command', { facts: { broke: broke.code, kind: command.kind } });
  return { outcome: 'parked', broke, overridable: false, flags: books.flags, extent: 'none', effects: closeBooks(books) };
}

function parksReport(broke: Refusal): boolean {
  return EFFECT_TABLE[broke.code].parks;
}

/** The role acted in must be one the worker really holds, and one that may do this. */
function roleFault({ actor, kind }: Command, { needs, context }: { needs: Capability; context: Context }): Refusal | null {
  const role = ROLES.find((each): each is Role => each === actor.role);
  return role && context.roles.includes(role) && can([role], needs) ? null : { code: 'role-not-allowed', role: actor.role, kind };
}
