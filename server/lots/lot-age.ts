import { type DayIso, dayInZone, daysBetween, type EpochMs } from '../../shared/domain/engine/time.ts';
import { rememberedDays } from '../sync/site-day.ts';
import { AGE_BUCKETS, type AgeBucket, ageBucketOf, EXPIRY_BUCKETS, type ExpiryBucket, expiryBucketOf } from './age-buckets.ts';
import type { HeldLot } from './held-lots-store.ts';

interface Days {
  readonly ageDays: number | null;
  readonly daysLeft: number | null;
}

type Aged = Days & { readonly lot: HeldLot };

export type AgedLot = HeldLot & Days;

export const AGE_SORTS = ['expiry', 'age', 'item', 'lot', 'quantity', 'bin'] as const;
export type AgeSort = (typeof AGE_SORTS)[number];

export interface AgeQuery {
  readonly zone?: string | undefined;
  readonly item?: string | undefined;
  readonly status?: HeldLot['status'] | undefined;
  readonly age?: AgeBucket | undefined;
  readonly expiry?: ExpiryBucket | undefined;
  readonly sort: AgeSort;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** How many lots fall into one field of the table. Fields with none are left out. */
export interface AgeCell {
  readonly age: AgeBucket;
  readonly expiry: ExpiryBucket;
  readonly lots: number;
}

export interface AgeTable {
  readonly today: DayIso;
  readonly ageBuckets: readonly AgeBucket[];
  readonly expiryBuckets: readonly ExpiryBucket[];
  /** Of zone, item and status as asked; the buckets asked for choose rows only, so that the table stays whole. */
  readonly cells: readonly AgeCell[];
  readonly total: number;
  readonly rows: readonly AgedLot[];
}

/** Days since receipt against days to expiry, both in whole calendar days at the site. */
export function ageTable(held: readonly HeldLot[], query: AgeQuery, site: { now: EpochMs; timeZone: string }): AgeTable {
  const today = dayInZone(site.now, site.timeZone);
  const dayOf = rememberedDays();
  const daysUntil = remembered((day: DayIso) => daysBetween(today, day));
  const aged: Aged[] = held
    .filter((lot) => isAsked(lot, query))
    .map((lot) => ({
      lot,
      ageDays: lot.firstReceivedAt === null ? null : Math.max(0, -daysUntil(dayOf(lot.firstReceivedAt, site.timeZone))),
      daysLeft: lot.expiryOn === null ? null : daysUntil(lot.expiryOn),
    }));
  const found = aged.filter((each) => isInBuckets(each, query)).sort(comparer(query));
  const rows = found.slice(query.offset, query.offset + query.limit).map(({ lot, ...days }) => ({ ...lot, ...days }));
  return { today, ageBuckets: AGE_BUCKETS, expiryBuckets: EXPIRY_BUCKETS, cells: cellsOf(aged), total: found.length, rows };
}

function isAsked(lot: HeldLot, { zone, item, status }: AgeQuery): boolean {
  if (zone !== undefined && !lot.zones.includes(zone)) return false;
  return (item === undefined || lot.gtin === item) && (status === undefined || lot.status === status);
}

function isInBuckets(days: Days, { age, expiry }: AgeQuery): boolean {
  return (age === undefined || ageBucketOf(days.ageDays) === age) && (expiry === undefined || expiryBucketOf(days.daysLeft) === expiry);
}

function cellsOf(lots: readonly Days[]): AgeCell[] {
  const cells = new Map<string, AgeCell>();
  for (const { ageDays, daysLeft } of lots) {
    const age = ageBucketOf(ageDays);
    const expiry = expiryBucketOf(daysLeft);
    const key = `${age} ${expiry}`;
    cells.set(key, { age, expiry, lots: (cells.get(key)?.lots ?? 0) + 1 });
  }
  return [...cells.values()];
}

const SORT_VALUE: { readonly [S in AgeSort]: (aged: Aged) => string | number | null } = {
  expiry: ({ lot }) => lot.expiryOn,
  age: ({ ageDays }) => ageDays,
  item: ({ lot }) => lot.name,
  lot: ({ lot }) => lot.number,
  quantity: ({ lot }) => lot.quantity,
  bin: ({ lot }) => lot.bins[0] ?? null,
};

/** Lots without the value come last either way; equal ones in lot order. */
function comparer({ sort, descending }: AgeQuery): (a: Aged, b: Aged) => number {
  const value = SORT_VALUE[sort];
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || compare(a.lot.key, b.lot.key);
    return compare(x, y) * sign || compare(a.lot.key, b.lot.key);
  };
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Lots share their days: each is counted once. */
function remembered<A, B>(work: (a: A) => B): (a: A) => B {
  const known = new Map<A, B>();
  return (a) => {
    const before = known.get(a);
    if (before !== undefined) return before;
    const value = work(a);
    known.set(a, value);
    return value;
  };
}
