import type { Effect, ThingName } from '../../shared/domain/engine/effect.ts';
import { aboutOf } from './about.ts';
import type { OverlayRow, ViewDatabase } from './view-database.ts';

/**
 * Lays effects over the server's rows, in order. Every name a thing had or has finds its overlay, so that what a
 * pending report moved away no longer shows where the server still has it.
 */
export async function saveOverlay(view: ViewDatabase, effects: readonly Effect[]): Promise<void> {
  const keys = [...new Map(effects.map(({ thing, key }): [string, [ThingName, string]] => [`${thing} ${key}`, [thing, key]])).values()];
  const kept = await view.overlay.bulkGet(keys);
  const rowByKey = new Map<string, OverlayRow>();
  for (const row of kept) if (row) rowByKey.set(`${row.thing} ${row.key}`, row);
  for (const each of effects) {
    const id = `${each.thing} ${each.key}`;
    rowByKey.set(id, { thing: each.thing, key: each.key, value: each.after, about: namesOf(each, rowByKey.get(id)) });
  }
  await view.overlay.bulkPut([...rowByKey.values()]);
}

function namesOf({ thing, before, after }: Effect, kept: OverlayRow | undefined): string[] {
  const now = [before, after].flatMap((value) => (value ? aboutOf(thing, value) : []));
  return [...new Set([...(kept?.about ?? []), ...now])];
}
