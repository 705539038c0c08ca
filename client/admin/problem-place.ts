import type { Words } from '../ui/words.tsx';

/** What a file of master data is made of. */
export const LISTS = ['site', 'zones', 'bins', 'items', 'workers'] as const;

/** Where `bins[3].code` is, as a person finds it in the file: lists by their name, entries counted from one. */
export function placeOf(field: string, words: Words): string {
  const [, name, index, rest] = /^(\w+)(?:\[(\d+)\])?(?:\.(.+))?$/.exec(field) ?? [];
  const list = LISTS.find((each) => each === name);
  if (list === undefined) return field === 'file' ? words.say('admin.place.file') : field;
  const title = words.say(`admin.${list}`);
  const place = index === undefined ? title : words.say('admin.place.list', { list: title, number: Number(index) + 1 });
  return rest === undefined ? place : words.say('admin.place.field', { place, field: rest });
}

/** The entry a field belongs to: one entry is refused once, however much of it is wrong. */
export function entryOf(field: string): string {
  return /^\w+(?:\[\d+\])?/.exec(field)?.[0] ?? field;
}
