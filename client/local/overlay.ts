import type { Effect, ThingName } from '../../shared/domain/engine/effect.ts';
import { aboutOf } from './about.ts';
import { nameEntry } from './named-keys.ts';
import type { OverlayRow } from './overlay-row.ts';
import type { ViewRows } from './view-database.ts';

/** Lays effects over the server's rows, in order; a thing is found by the names they leave it, or by those the server has for it. */
export async function saveOverlay(view: ViewRows, effects: readonly Effect[]): Promise<void> {
  const rows = new Map<string, OverlayRow>();
  const names = new Map<string, true>();
  for (const { thing, key, after } of effects) {
    rows.set(placeOf(thing, key), { thing, key, value: after });
    if (after) for (const name of aboutOf(thing, after)) names.set(nameEntry(name, thing, key), true);
  }
  await Promise.all([view.overlay.write(rows), view.overlayNames.write(names)]);
}

export async function clearOverlay(view: ViewRows): Promise<void> {
  await Promise.all([view.overlay.clear(), view.overlayNames.clear()]);
}

/** What lies over these things. */
export async function overlayOf<T extends ThingName>(view: ViewRows, thing: T, keys: Iterable<string>): Promise<OverlayRow<T>[]> {
  const rows = await view.overlay.read([...keys].map((key) => placeOf(thing, key)));
  return [...rows.values()].filter((row): row is OverlayRow<T> => row.thing === thing);
}

function placeOf(thing: ThingName, key: string): string {
  return `${thing} ${key}`;
}
