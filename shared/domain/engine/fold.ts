import type { CommandId } from '../bins/stock-row.ts';
import type { Command } from '../movements/command.ts';
import type { Context } from './context.ts';
import { decide } from './decide.ts';
import type { Effect } from './effect.ts';
import { type Differences, trackDifferences } from './fold-differences.ts';
import { isSamePast, keepApart, keepFefo, type Past } from './fold-judgement.ts';
import { actOf, hadStarted, isShared, lotOf, lotsNamed, type Names, namesOf, placeOf } from './names.ts';
import type { RefusalCode } from './refusal.ts';
import { applyEffects, place, revertEffects, type Slice, thingsIn } from './slice.ts';
import type { EpochMs } from './time.ts';
import { isUndoOf } from './undone.ts';

/** What a report was parked for want of and waits for: a lot, or the command it undoes. */
export const MAY_YET_COME: ReadonlySet<RefusalCode> = new Set(['lot-unknown', 'code-unknown']);

/** Where an act stands in judged order: its corrected time, then its id. */
export interface Position {
  readonly at: EpochMs;
  readonly id: string;
}

/**
 * One act of a timeline. `command` is null for what stands as it was recorded: the system's own acts and what could not
 * be read. `past` is null for an act that has never been judged.
 */
export interface TimelineAct {
  readonly position: Position;
  /** Where it was judged last: later than its own position when it had waited for a lot. */
  readonly stood: Position;
  readonly command: Command | null;
  readonly context: Context | null;
  readonly past: Past | null;
  /** What it lacked of master data is there now. */
  readonly again?: boolean;
}

/** What became of an act, and where in the timeline. */
export interface FoldedAct<A extends TimelineAct> {
  readonly act: A;
  readonly position: Position;
  readonly judged: Past;
}

export interface Folded<A extends TimelineAct> {
  /** Acts judged for the first time, and those that are judged otherwise than before. */
  readonly judged: readonly FoldedAct<A>[];
  /** What else these acts touch: when later acts share that, they belong in the timeline too, and it is folded anew. */
  readonly beyond: Names;
}

export function comesBefore(a: Position, b: Position): boolean {
  return a.at < b.at || (a.at === b.at && a.id < b.id);
}

/**
 * Folds a timeline over a slice that stands where the last of its acts left it, as they were judged before. Every act
 * that shares `scope` and comes after the first of the timeline must be in it; one that had waited counts from its own
 * turn, not from where it stood. Everything is taken back, then carried out in judged order; an act none of whose things
 * have changed keeps its judgement. The slice ends as the new timeline leaves it.
 */
export function fold<A extends TimelineAct>(slice: Slice, timeline: readonly A[], scope: Names): Folded<A> {
  const folding: Folding<A> = { slice, scope, waiting: [], judged: new Map(), differences: trackDifferences(slice) };
  for (const act of [...timeline].sort((a, b) => inOrder(b.stood, a.stood))) takeBack(slice, act, scope);
  const queue = timeline.flatMap(turnsOf);
  queue.sort((a, b) => inOrder(a.position, b.position));
  for (let turn = queue.shift(); turn; turn = queue.shift()) {
    carryOn(folding, turn);
    forgetUndone(folding, turn.act.command);
    if (folding.waiting.length > 0) for (const next of released(folding, turn.position)) insert(queue, next);
  }
  const judged = [...folding.judged.values()].filter(({ act, judged: now, position }) => !isAsBefore(act, position, now));
  return { judged, beyond: beyond(slice, judged, scope) };
}

/** An act and where its turn comes. `was`: it stood here in the old timeline; `is`: it is carried out here in the new one. */
interface Turn<A> {
  readonly act: A;
  readonly position: Position;
  readonly was: boolean;
  readonly is: boolean;
}

interface Folding<A extends TimelineAct> {
  readonly slice: Slice;
  readonly scope: Names;
  /** Parked for want of a lot that may yet come, and what being parked did. */
  readonly waiting: { readonly turn: Turn<A>; readonly effects: readonly Effect[] }[];
  readonly judged: Map<string, FoldedAct<A>>;
  readonly differences: Differences;
}

/** An act that had waited stood later than its own turn; it may not have to wait any more. */
function turnsOf<A extends TimelineAct>(act: A): Turn<A>[] {
  const { position, stood } = act;
  if (isSamePosition(position, stood)) return [{ act, position, was: true, is: true }];
  return [
    { act, position, was: false, is: true },
    { act, position: stood, was: true, is: false },
  ];
}

function isSamePosition(a: Position, b: Position): boolean {
  return a.at === b.at && a.id === b.id;
}

function inOrder(a: Position, b: Position): number {
  return comesBefore(a, b) ? -1 : 1;
}

function isAsBefore({ past, stood }: TimelineAct, position: Position, now: Past): boolean {
  return past !== null && isSamePosition(stood, position) && isSamePast(past, now);
}

function takeBack(slice: Slice, { command, past }: TimelineAct, scope: Names): void {
  for (const each of past?.effects.toReversed() ?? []) if (isInScope(slice, each, scope)) place(slice, each.thing, each.key, each.before);
  if (command) slice.judged.delete(command.id);
}

function carryOn<A extends TimelineAct>(folding: Folding<A>, turn: Turn<A>): void {
  const { command, context, past } = turn.act;
  if (!turn.is) folding.differences.judged(pastInScope(folding, turn), []);
  else if (command && context && mustBeJudged(folding, turn, command)) judge(folding, turn, { command, context });
  else if (past) repeat(folding, turn, past);
}

function mustBeJudged<A extends TimelineAct>({ slice, differences, judged }: Folding<A>, turn: Turn<A>, command: Command): boolean {
  const { past, again } = turn.act;
  if (past === null || again || !turn.was) return true;
  if (command.kind === 'void' && isTouched(judged.values(), command.payload.of)) return true;
  if (differences.none()) return false;
  const undone = command.kind === 'void' ? slice.judged.get(command.payload.of) : undefined;
  if (undone?.effects.some(differences.has)) return true;
  return differences.concern(command, namesOf(slice, command, past.effects));
}

/** Whether a command, or what undid it, has been judged in this fold. */
function isTouched<A extends TimelineAct>(judged: Iterable<FoldedAct<A>>, of: CommandId): boolean {
  return [...judged].some(({ act: { command } }) => command !== null && (command.id === of || isUndoOf(command, of)));
}

/** Carries an act out as it was judged before. */
function repeat<A extends TimelineAct>(folding: Folding<A>, turn: Turn<A>, past: Past): void {
  const { slice, scope, differences } = folding;
  const { command, context } = turn.act;
  for (const each of past.effects) {
    if (!isInScope(slice, each, scope)) continue;
    // What the system closed may never have been opened in this timeline.
    const isGone = each.before !== null && command === null && !thingsIn(slice, each.thing).has(each.key);
    differences.repeated(each, isGone);
    if (!isGone) place(slice, each.thing, each.key, each.after);
  }
  if (command && context) slice.judged.set(command.id, { command, at: context.at, effects: past.effects });
  if (isWaiting(past)) folding.waiting.push({ turn, effects: past.effects });
}

function judge<A extends TimelineAct>(
  folding: Folding<A>,
  turn: Turn<A>,
  { command, context }: { command: Command; context: Context },
): void {
  const { slice, differences } = folding;
  const { past } = turn.act;
  const fresh = decide(slice, command, past && past.outcome !== 'parked' ? { ...context, fefo: 'settled' } : context);
  const judged = past ? keepApart(past, keepFefo(slice, past, fresh)) : fresh;
  const now = judged.effects.filter((each) => !past?.effects.includes(each));
  differences.judged(pastInScope(folding, turn), now);
  applyEffects(slice, now);
  slice.judged.set(command.id, { command, at: context.at, effects: judged.effects });
  folding.judged.set(command.id, { act: turn.act, position: turn.position, judged });
  if (isWaiting(judged) && !isThere(slice, command)) folding.waiting.push({ turn, effects: judged.effects });
}

/** What the act had done at this turn of the old timeline. */
function pastInScope<A extends TimelineAct>({ slice, scope }: Folding<A>, { act, was }: Turn<A>): readonly Effect[] {
  return was ? (act.past?.effects.filter((each) => isInScope(slice, each, scope)) ?? []) : [];
}

function isWaiting({ outcome, broke }: Past): boolean {
  return outcome === 'parked' && broke !== null && MAY_YET_COME.has(broke.code);
}

function isInScope(slice: Slice, each: Effect, { lots, bins, acts }: Names): boolean {
  const [lot, act] = [lotOf(each), actOf(each)];
  if ((lot && lots.has(lot)) || (act && acts.has(act))) return true;
  const bin = placeOf(each);
  return bin !== null && bins.has(bin) && isShared(slice, bin);
}

/** Reports that waited for a lot take their turn right after the act that brought it, as if they had never been parked. */
function released<A extends TimelineAct>({ slice, waiting, differences }: Folding<A>, { at }: Position): Turn<A>[] {
  const ready = waiting.filter(({ turn: { act } }) => act.command && isThere(slice, act.command));
  return ready.map(({ turn, effects }) => {
    waiting.splice(
      waiting.findIndex((each) => each.turn === turn),
      1,
    );
    const undone = effects.toReversed().map((each) => ({ ...each, before: each.after, after: each.before }) as Effect);
    differences.judged([], undone);
    revertEffects(slice, effects);
    return { act: turn.act, position: { at: (at + 1) as EpochMs, id: turn.act.position.id }, was: false, is: true };
  });
}

function isThere(slice: Slice, command: Command): boolean {
  if (command.kind === 'void') return slice.judged.has(command.payload.of);
  const lots = lotsNamed(command);
  return lots.length > 0 && lots.every((lot) => slice.lots.has(lot));
}

/** What was undone while it waited is not carried out any more. */
function forgetUndone<A extends TimelineAct>({ waiting }: Folding<A>, command: Command | null): void {
  if (command?.kind !== 'void') return;
  const index = waiting.findIndex(({ turn }) => turn.act.position.id === command.payload.of);
  if (index !== -1) waiting.splice(index, 1);
}

function insert<A>(queue: Turn<A>[], turn: Turn<A>): void {
  const at = queue.findIndex((each) => comesBefore(turn.position, each.position));
  queue.splice(at === -1 ? queue.length : at, 0, turn);
}

/** Whatever these acts share with others; every bin whose goods they change, for a count looks at all that stands in one. */
function beyond<A extends TimelineAct>(slice: Slice, judged: readonly FoldedAct<A>[], scope: Names): Names {
  const changed = judged.map(({ act, judged: now }) => ({ act, effects: [...now.effects, ...(act.past?.effects ?? [])] }));
  const names = changed.map(({ act, effects }) => namesOf(slice, act.command, effects));
  // Who undoes an undo that had no effect shares nothing with it but its name.
  const undos = judged.flatMap(({ act: { command } }) => (command?.kind === 'void' ? command.id : []));
  const bins = changed.flatMap(({ effects }) => effects.flatMap((each) => placeOf(each) ?? []));
  return {
    lots: outside(
      scope.lots,
      names.flatMap(({ lots }) => [...lots]),
    ),
    bins: outside(scope.bins, [...bins, ...names.flatMap((each) => [...each.bins])]),
    acts: outside(scope.acts, [
      ...undos,
      ...changed.flatMap(({ act, effects }, n) => [...(names[n]?.acts ?? [])].filter((name) => isOpen(slice, act, effects, name))),
    ]),
  };
}

/** What an act only names is settled when it is a shipment that had started before. */
function isOpen(slice: Slice, { position }: TimelineAct, effects: readonly Effect[], name: string): boolean {
  return !hadStarted(slice, name, position.at) || effects.some((each) => actOf(each) === name);
}

function outside<T>(scope: ReadonlySet<T>, names: readonly T[]): ReadonlySet<T> {
  return new Set(names.filter((name) => !scope.has(name)));
}
