import { type Effect, effect } from './effect.ts';
import { actOf, lotOf } from './names.ts';
import { isSame, type Slice } from './slice.ts';
import type { Flag, Judgement } from './verdict.ts';

/** A judgement as it is on record. */
export type Past = Pick<Judgement, 'outcome' | 'broke' | 'flags' | 'extent' | 'effects'>;

/** A pick is never judged again for what should have left first: what was said of that stands. */
export function keepFefo(slice: Slice, past: Past, fresh: Past): Past {
  const said = past.flags.filter(({ code }) => code === 'fefo-skipped' || code === 'fefo-override');
  if (said.length === 0 || fresh.outcome === 'parked') return fresh;
  const keys = new Set(said.flatMap(({ anomaly }) => anomaly ?? []));
  const opened = past.effects.flatMap((each) =>
    each.thing === 'anomaly' && keys.has(each.key) ? effect('anomaly', each.key, slice.anomalies.get(each.key) ?? null, each.after) : [],
  );
  return {
    outcome: keys.size > 0 ? 'flagged' : fresh.outcome,
    broke: fresh.broke ?? (past.broke?.code === 'older-lot-first' ? past.broke : null),
    extent: fresh.extent,
    flags: [...fresh.flags, ...said],
    effects: [...fresh.effects, ...opened],
  };
}

/** Things that no lot, bin or act stands for (a phone's clock) stay as the act left them: acts that share them cannot be found. */
export function keepApart(past: Past, fresh: Past): Past {
  const told = new Set(fresh.effects.map(nameOf));
  const apart = past.effects.filter(
    (each) => lotOf(each) === null && actOf(each) === null && each.thing === 'anomaly' && !told.has(nameOf(each)),
  );
  const { outcome, broke, extent, flags, effects } = fresh;
  return { outcome, broke, extent, flags, effects: [...effects, ...apart] };
}

/** Whether two judgements are one: the same word, and the same things changed the same way, whatever came first. */
export function isSamePast(a: Past, b: Past): boolean {
  if (a.outcome !== b.outcome || a.extent !== b.extent || !isSame(a.broke, b.broke)) return false;
  return isSameByName(a.flags, b.flags, flagName) && isSameByName(a.effects, b.effects, nameOf);
}

function isSameByName<T>(all: readonly T[], others: readonly T[], name: (each: T) => string): boolean {
  const byName = new Map(others.map((each) => [name(each), each]));
  return byName.size === new Set(all.map(name)).size && all.every((each) => isSame(each, byName.get(name(each))));
}

function flagName({ code, anomaly }: Flag): string {
  return `${code} ${anomaly ?? ''}`;
}

function nameOf({ thing, key }: Effect): string {
  return `${thing} ${key}`;
}
