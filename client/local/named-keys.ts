import type { ViewThingName } from '../../shared/wire/feed.ts';
import type { SortedPages } from './sorted-pages.ts';

/** Names, and what each names: an entry is a name, a kind of thing and a key, so that those of one name lie side by side. */
export type NamedKeys = SortedPages<true>;

/** Stands between the parts of an entry; no code, number or day holds one. */
export const TAB = '\t';

export function nameEntry(name: string, thing: ViewThingName, key: string): string {
  return name + TAB + thing + TAB + key;
}

/** Of what the names name: the keys of each kind of thing. */
export async function keysNamed(
  pages: NamedKeys,
  names: Iterable<string>,
): Promise<(name: string, thing: ViewThingName) => readonly string[]> {
  const keys = new Map<string, string[]>();
  for (const [entry] of await pages.scan([...names].map((name) => name + TAB))) {
    const [name = '', thing = '', ...key] = entry.split(TAB);
    const group = keys.get(name + TAB + thing);
    if (group) group.push(key.join(TAB));
    else keys.set(name + TAB + thing, [key.join(TAB)]);
  }
  return (name, thing) => keys.get(name + TAB + thing) ?? [];
}
