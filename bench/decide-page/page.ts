import { ask, report } from '../../client/local/ask.ts';
import { catchUp } from '../../client/local/catch-up.ts';
import { bodyOf } from '../../client/local/commands.ts';
import { loadSlice } from '../../client/local/load-slice.ts';
import type { Phone } from '../../client/local/phone.ts';
import { pull } from '../../client/local/pull.ts';
import { siteOf } from '../../client/local/questions.ts';
import type { ViewDatabase } from '../../client/local/view-database.ts';
import { viewsOf } from '../../client/local/views.ts';
import { documentClock } from '../../client/queue/clock.ts';
import { OutboxDatabase } from '../../client/queue/outbox-database.ts';
import type { Draft } from '../../client/queue/report-body.ts';
import { startShift } from '../../client/queue/shift.ts';
import type { Wire } from '../../client/queue/wire.ts';
import { dayInZone } from '../../shared/domain/engine/time.ts';
import { touchOf } from '../../shared/domain/engine/touch-of.ts';
import type { ViewChange } from '../../shared/wire/feed.ts';
import { bigStore, ITEMS, STAGING, type Stood } from './big-store.ts';

/** What the page is asked to do. Every `reportEvery`th scan is also reported, so that the overlay fills as on a shift. */
export interface Plan {
  readonly rows: number;
  readonly scans: number;
  readonly warmUp: number;
  readonly reportEvery: number;
}

/** All times in ms, one per scan. */
export interface Figures {
  readonly rows: number;
  /** The phone's own first copy, and the same rows put into plain object stores without any index. */
  readonly bootstrapMs: number;
  readonly bootstrapFloorMs: number;
  readonly verdictMs: readonly number[];
  readonly floorMs: readonly number[];
  readonly tickMs: readonly number[];
  readonly signs: Readonly<Record<string, number>>;
  readonly getsPerScan: number;
}

declare global {
  interface Window {
    measureDecide: (plan: Plan) => Promise<Figures>;
  }
}

window.measureDecide = async (plan) => {
  const store = bigStore(plan.rows, Date.now());
  const phone = await startPhone();
  const from = performance.now();
  await fetchStock(phone, store.changes);
  const bootstrapMs = performance.now() - from;
  const [bootstrapFloorMs, plain] = await timed(() => putPlainly(store.changes));
  const view = await phone.views.current();
  if (!view) throw new Error('the copy of the stock is not complete');
  const measured = await scanAll({ phone, view, plain }, { ...plan, draft: (n) => draftOf(store.stood, n) });
  return { rows: store.changes.length, bootstrapMs, bootstrapFloorMs, ...measured };
};

async function startPhone(): Promise<Phone> {
  const outbox = new OutboxDatabase();
  await startShift(outbox, {
    id: 'session',
    worker: 'w-1',
    name: 'Ana',
    roles: ['picker', 'dock'],
    language: 'en',
    timeZone: 'Europe/Warsaw',
    deviceId: crypto.randomUUID(),
    expiresAt: Date.now() + 43_200_000,
  });
  return { outbox, views: viewsOf(outbox), clock: documentClock(), kept: () => {} };
}

/** The phone's own bootstrap, its pages handed over in this document: what the network adds is not measured here. */
async function fetchStock({ outbox, views, clock }: Phone, changes: readonly ViewChange[]): Promise<void> {
  const cursor = { epoch: 'e', rev: 1, chain: '0'.repeat(64) };
  const stamp = { epoch: cursor.epoch, serverNow: Date.now() };
  let sent = 0;
  const wire: Pick<Wire, 'snapshot' | 'pull' | 'compare' | 'secondThoughts'> = {
    secondThoughts: async () => ({ ok: true, value: { verdicts: [], next: null } }),
    compare: async () => ({ ok: true, value: { kind: 'moved' } }),
    snapshot: async ({ limit }) => {
      const rows = changes.slice(sent, sent + limit);
      sent += rows.length;
      const last = rows.at(-1);
      const next = last && sent < changes.length ? { thing: last.thing, key: last.key } : null;
      return { ok: true, value: { ...stamp, cursor, rows, next, total: changes.length } };
    },
    pull: async () => ({
      ok: true,
      value: { ...stamp, kind: 'page', upTo: cursor, head: 1, entries: [], laneAck: 0, durable: 0, more: false },
    }),
  };
  await pull({ outbox, views, clock, wire, told: () => {} });
}

/** Picks, first to expire and not, transfers and sightings by turns, all over the store. */
function draftOf(stood: readonly Stood[], n: number): Draft {
  const scans = [{ raw: 'bench', symbology: null, via: 'camera' as const }];
  const here = at(stood, n * 7919);
  const first = at(stood, (n * 31) % ITEMS);
  switch (n % 4) {
    case 0:
      return { kind: 'pick', payload: { lot: first.lot, from: first.bin, quantity: 1, to: STAGING }, scans };
    case 1:
      return { kind: 'pick', payload: { lot: here.lot, from: here.bin, quantity: 1, to: STAGING }, scans };
    case 2:
      return { kind: 'transfer', payload: { lot: here.lot, from: here.bin, to: at(stood, n * 104_729).bin, quantity: 1 }, scans };
    default:
      return { kind: 'sighting', payload: { lot: here.lot, bin: here.bin }, scans };
  }
}

interface Subjects {
  readonly phone: Phone;
  readonly view: ViewDatabase;
  readonly plain: IDBDatabase;
}

/** The floor is measured right after each verdict, on the same rows. */
async function scanAll({ phone, view, plain }: Subjects, plan: Plan & { draft: (n: number) => Draft }) {
  const [verdictMs, floorMs, tickMs]: [number[], number[], number[]] = [[], [], []];
  const signs: Record<string, number> = {};
  let gets = 0;
  for (let n = 0; n < plan.warmUp + plan.scans; n++) {
    const draft = plan.draft(n);
    const [verdict, advice] = await timed(() => ask(draft, phone));
    const keys = await keysOf(phone, view, draft);
    const [floor] = await timed(() => getPlainly(plain, keys));
    const tick = n % plan.reportEvery === 0 ? await timed(() => report(draft, advice.told, phone)) : null;
    if (tick) await catchUp(phone.outbox, view);
    if (n < plan.warmUp) continue;
    verdictMs.push(verdict);
    floorMs.push(floor);
    if (tick) tickMs.push(tick[0]);
    signs[advice.sign] = (signs[advice.sign] ?? 0) + 1;
    gets += keys.length;
  }
  return { verdictMs, floorMs, tickMs, signs, getsPerScan: gets / plan.scans };
}

type Key = readonly [table: string, key: string];

/** Every record the verdict on this draft is made from. */
async function keysOf(phone: Phone, view: ViewDatabase, draft: Draft): Promise<Key[]> {
  const command = await bodyOf(phone, draft, { outcome: '', codes: [] });
  const touch = touchOf([{ command, today: dayInZone(command.clock.wall, 'Europe/Dublin') }]);
  const slice = await view.reading(async (rows) => {
    const site = await siteOf(rows);
    if (!site) throw new Error('no site');
    return loadSlice(rows, site, touch);
  });
  const keysIn = (table: string, records: ReadonlyMap<string, unknown>) => [...records.keys()].map((key): Key => [table, key]);
  return [
    ['site', slice.site.code],
    ['worker', 'w-1'],
    ...keysIn('zone', slice.zones),
    ...keysIn('bin', slice.bins),
    ...keysIn('item', slice.items),
    ...keysIn('lot', slice.lots),
    ...keysIn('stock', slice.rows),
  ];
}

/** Raw IndexedDB: one transaction, one get per row, all at once. */
async function getPlainly(db: IDBDatabase, keys: readonly Key[]): Promise<void> {
  const transaction = db.transaction([...new Set(keys.map(([table]) => table))], 'readonly');
  for (const [table, key] of keys) transaction.objectStore(table).get(key);
  await ended(transaction);
}

/** Raw IndexedDB: one record a row, 2,000 to a transaction. */
async function putPlainly(changes: readonly ViewChange[]): Promise<IDBDatabase> {
  const request = indexedDB.open('plain', 1);
  request.onupgradeneeded = () => {
    for (const thing of new Set(changes.map((change) => change.thing))) request.result.createObjectStore(thing);
  };
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  for (let from = 0; from < changes.length; from += 2000) {
    const transaction = db.transaction([...db.objectStoreNames], 'readwrite', { durability: 'relaxed' });
    for (const { thing, key, after } of changes.slice(from, from + 2000)) transaction.objectStore(thing).put(after, key);
    await ended(transaction);
  }
  return db;
}

function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
  });
}

async function timed<T>(act: () => Promise<T>): Promise<[ms: number, value: T]> {
  const from = performance.now();
  const value = await act();
  return [performance.now() - from, value];
}

function at(stood: readonly Stood[], n: number): Stood {
  const found = stood[n % stood.length];
  if (!found) throw new Error('the store is empty');
  return found;
}
