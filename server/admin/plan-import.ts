import type { Bin, BinCode, Site, Zone } from '../../shared/domain/bins/bin.ts';
import { holdsOneLot } from '../../shared/domain/bins/bin.ts';
import type { Gtin } from '../../shared/domain/lots/ids.ts';
import type { Item } from '../../shared/domain/lots/item.ts';
import { canonicalJson } from '../../shared/wire/canonical.ts';
import type { Worker } from '../access/access-store.ts';
import type { MasterData, WorkerEntry } from './master-data.ts';

/** What the store holds already, as far as a file must fit it. */
export interface Known {
  readonly site: Site | null;
  readonly zones: ReadonlyMap<string, Zone>;
  readonly bins: ReadonlyMap<string, Bin>;
  readonly items: ReadonlyMap<string, Item>;
  readonly workersByBadge: ReadonlyMap<string, Worker>;
  lotsIn(bin: BinCode): number;
  hasLots(item: Gtin): boolean;
}

export type ProblemCode =
  | 'invalid'
  | 'missing'
  | 'not-text'
  | 'not-number'
  | 'not-whole'
  | 'not-yes-or-no'
  | 'not-list'
  | 'not-object'
  | 'none-of'
  | 'field-unknown'
  | 'too-small'
  | 'too-big'
  | 'too-short'
  | 'too-long'
  | 'twice'
  | 'no-site'
  | 'other-site'
  | 'zone-unknown'
  | 'holds-many-lots'
  | 'counted-otherwise'
  | 'pin-missing'
  | 'no-admin-left';

/** What is wrong with one field: `bins[3].code`. The sentence is `import.<code>` in shared/words. */
export interface Problem {
  readonly field: string;
  readonly code: ProblemCode;
  readonly facts: Readonly<Record<string, string | number>>;
}

export interface Tally {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
}

export interface Changes {
  readonly sites: readonly Site[];
  readonly zones: readonly Zone[];
  readonly bins: readonly Bin[];
  readonly items: readonly Item[];
}

/** Every reason why a file cannot be taken, in the file's own order; none: it may be written. */
export function problemsOf(data: MasterData, known: Known): readonly Problem[] {
  return [
    ...siteProblems(data, known),
    ...repeated('zones', data.zones, (zone) => ['code', zone.code]),
    ...repeated('bins', data.bins, (bin) => ['code', bin.code]),
    ...repeated('items', data.items, (item) => ['gtin', item.gtin]),
    ...repeated('workers', data.workers, (worker) => ['badge', worker.badge]),
    ...data.bins.flatMap((bin, n) => binProblems(bin, n, { data, known })),
    ...data.items.flatMap((item, n) => itemProblems(item, n, known)),
    ...workerProblems(data.workers, known),
  ];
}

/**
 * What differs from the store; a file taken twice changes nothing the second time. Where the server answers is not the
 * file's to say: the site's hosts stay.
 */
export function changesOf(data: MasterData, known: Known): Changes {
  const site = data.site && { ...data.site, ...(known.site?.hosts && { hosts: known.site.hosts }) };
  return {
    sites: site && differs(site, known.site) ? [site] : [],
    zones: data.zones.filter((zone) => differs(zone, known.zones.get(zone.code))),
    bins: data.bins.filter((bin) => differs(bin, known.bins.get(bin.code))),
    items: data.items.filter((item) => differs(item, known.items.get(item.gtin))),
  };
}

export function tallyOf<T>(given: readonly T[], changed: readonly T[], isKnown: (one: T) => boolean): Tally {
  const added = changed.filter((one) => !isKnown(one)).length;
  return { added, changed: changed.length - added, same: given.length - changed.length };
}

function siteProblems({ site }: MasterData, known: Known): Problem[] {
  if (!site && !known.site) return [problem('site', 'no-site')];
  if (site && known.site && site.code !== known.site.code) return [problem('site.code', 'other-site', { site: known.site.code })];
  return [];
}

function repeated<T>(list: string, entries: readonly T[], keyOf: (entry: T) => readonly [field: string, key: string]): Problem[] {
  const first = new Map<string, number>();
  return entries.flatMap((entry, n) => {
    const [field, key] = keyOf(entry);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, n);
    return earlier === undefined ? [] : [problem(`${list}[${n}].${field}`, 'twice', { key, first: `${list}[${earlier}]` })];
  });
}

function binProblems(bin: Bin, n: number, { data, known }: { data: MasterData; known: Known }): Problem[] {
  const isZoneKnown = known.zones.has(bin.zone) || data.zones.some((zone) => zone.code === bin.zone);
  const lots = holdsOneLot(bin.kind) ? known.lotsIn(bin.code) : 0;
  return [
    ...(isZoneKnown ? [] : [problem(`bins[${n}].zone`, 'zone-unknown', { zone: bin.zone })]),
    ...(lots > 1 ? [problem(`bins[${n}].kind`, 'holds-many-lots', { bin: bin.code, lots })] : []),
  ];
}

/** Quantities are counted in steps: another step would turn kilograms on the books into grams. */
function itemProblems(item: Item, n: number, known: Known): Problem[] {
  const before = known.items.get(item.gtin);
  if (!before || !known.hasLots(item.gtin)) return [];
  const changed = (['unit', 'decimals'] as const).filter((field) => before[field] !== item[field]);
  return changed.map((field) => problem(`items[${n}].${field}`, 'counted-otherwise', { item: item.gtin, stays: before[field] }));
}

function workerProblems(entries: readonly WorkerEntry[], known: Known): Problem[] {
  const nameless = entries.flatMap((entry, n) =>
    entry.pin === undefined && !known.workersByBadge.has(entry.badge) ? [problem(`workers[${n}].pin`, 'pin-missing')] : [],
  );
  const given = new Set<string>(entries.map((entry) => entry.badge));
  const staff = [...entries, ...[...known.workersByBadge.values()].filter((worker) => !given.has(worker.badge))];
  const hadAdmin = [...known.workersByBadge.values()].some(isAdmin);
  return hadAdmin && !staff.some(isAdmin) ? [...nameless, problem('workers', 'no-admin-left')] : nameless;
}

function isAdmin(worker: Pick<Worker, 'active' | 'roles'>): boolean {
  return worker.active && worker.roles.includes('admin');
}

function differs(given: object, stored: object | null | undefined): boolean {
  return !stored || canonicalJson(given) !== canonicalJson(stored);
}

function problem(field: string, code: ProblemCode, facts: Problem['facts'] = {}): Problem {
  return { field, code, facts };
}
