import type { ViewChange, ViewThingName, ViewThings } from '../../shared/wire/feed.ts';
import { aboutOf, fefoKeyOf } from './about.ts';
import type { ServerRow, ViewDatabase } from './view-database.ts';

/** Writes the server's rows as they stand from here on; of several changes to one thing the last one counts. */
export async function writeServerRows(view: ViewDatabase, changes: readonly ViewChange[]): Promise<void> {
  const last = new Map(changes.map((change) => [`${change.thing} ${change.key}`, change]));
  const byThing = new Map<ViewThingName, ViewChange[]>();
  for (const change of last.values()) {
    const group = byThing.get(change.thing);
    if (group) group.push(change);
    else byThing.set(change.thing, [change]);
  }
  await Promise.all([...byThing].map(([thing, group]) => writeThings(view, thing, group)));
}

async function writeThings(view: ViewDatabase, thing: ViewThingName, changes: readonly ViewChange[]): Promise<void> {
  const gone = changes.filter((change) => change.after === null).map((change) => change.key);
  const there = changes.flatMap((change) => (change.after === null ? [] : [serverRow(change.thing, change.key, change.after)]));
  const table = view.table<ServerRow<ViewThingName>, string>(thing);
  await Promise.all([table.bulkDelete(gone), table.bulkPut(there)]);
}

function serverRow<T extends ViewThingName>(thing: T, key: string, value: ViewThings[T]): ServerRow<T> {
  const fefo = thing === 'lot' && isLot(value) ? fefoKeyOf(value) : null;
  return { key, value, about: aboutOf(thing, value), ...(fefo && { fefo }) };
}

function isLot(value: object): value is ViewThings['lot'] {
  return 'firstReceivedAt' in value;
}
