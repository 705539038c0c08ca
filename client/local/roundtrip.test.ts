import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PEAS, peas, SITE } from '../../server/sync/paper-phone.contract.ts';
import { parseBinCode } from '../../shared/domain/bins/bin.ts';
import type { StockRow } from '../../shared/domain/bins/stock-row.ts';
import { decide } from '../../shared/domain/engine/decide.ts';
import { THING_NAMES, type ThingName } from '../../shared/domain/engine/effect.ts';
import { applyEffects, emptySlice, place, type Slice } from '../../shared/domain/engine/slice.ts';
import { parseLotNumber } from '../../shared/domain/lots/ids.ts';
import type { SnapshotReply } from '../../shared/wire/feed.ts';
import type { Draft } from '../queue/report-body.ts';
import { catchUp } from './catch-up.ts';
import { contextOf, rolesIn } from './context-of.ts';
import { readMany } from './merged-reads.ts';
import type { Phone } from './phone.ts';
import { lotCard, siteOf } from './questions.ts';
import { aRealPhone, aServer, type Line, type RealPhone, type Server } from './real-phones.contract.ts';
import { allServerRows } from './server-rows.ts';
import { metaOf, type ViewDatabase, type ViewRows } from './view-database.ts';

const LOTS = ['L-1', 'L-2'];

const step = fc.record({
  second: fc.boolean(),
  act: fc.oneof(
    { weight: 8, arbitrary: fc.constant('scan') },
    { weight: 5, arbitrary: fc.constant('push') },
    { weight: 5, arbitrary: fc.constant('pull') },
    { weight: 2, arbitrary: fc.constantFrom('restart', 'back-up', 'restore') },
  ),
  line: fc.constantFrom<Line>('good', 'good', 'no-request', 'no-reply'),
  draft: fc.record({
    kind: fc.constantFrom('receive', 'transfer', 'transfer', 'pick', 'sighting'),
    lot: fc.constantFrom(...LOTS),
    from: fc.constantFrom('DOCK-1', 'A-01-1', 'A-01-2'),
    to: fc.constantFrom('A-01-1', 'A-01-2', 'A-02-1'),
    quantity: fc.integer({ min: 1, max: 9 }),
  }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function draftOf({ kind, lot, from, to, quantity }: Step['draft']): Draft {
  const [key, number, source, target, dock] = [
    peas(lot),
    parseLotNumber(lot),
    parseBinCode(from),
    parseBinCode(to),
    parseBinCode('DOCK-1'),
  ];
  if (!number || !source || !target || !dock) throw new Error(`${lot} ${from} ${to}`);
  switch (kind) {
    case 'receive':
      return { kind, payload: { item: PEAS, lot: number, to: dock, quantity }, scans: [] };
    case 'transfer':
      return { kind, payload: { lot: key, from: source, to: target, quantity }, scans: [] };
    case 'pick':
      return { kind, payload: { lot: key, from: source, quantity }, scans: [] };
    default:
      return { kind: 'sighting', payload: { lot: key, bin: source }, scans: [] };
  }
}

async function take(server: Server, [on, other]: readonly [RealPhone, RealPhone], { act, line, draft }: Step): Promise<void> {
  on.over(line);
  if (act === 'scan') await on.scan(draftOf(draft));
  if (act === 'push') await on.push();
  if (act === 'restart') on.restart();
  if (act === 'back-up') server.backUp();
  if (act === 'restore') server.restore();
  if (act !== 'pull') return;
  const { kind } = await on.pull(other.push);
  if (kind === 'current') expect(await seenBy(on)).toEqual(await rulesOver(server, on));
}

/** The fault is over: both phones push and pull, with no new scan, until nothing is left to say. */
async function heal(phones: readonly RealPhone[]): Promise<void> {
  for (const on of phones) on.over('good');
  for (let round = 0; round < 12; round++) for (const on of phones) await on.push();
  for (let round = 0; round < 3; round++) for (const on of phones) await on.pull();
}

type Things = Record<string, unknown>;

/** What the phone shows: by every kind of thing, and as its screens find it by lot. */
async function seenBy({ phone }: RealPhone): Promise<Things> {
  const view = await currentView(phone());
  await catchUp(phone().outbox, view);
  return view.reading(async (copy) => {
    const seen: Things = {};
    for (const thing of THING_NAMES) {
      const keys = [...(await allServerRows(copy, thing)), ...(await copy.overlay.scan([''])).map(([, row]) => row)].map((row) => row.key);
      for (const { key, value } of await readMany(copy, thing, keys)) seen[`${thing} ${key}`] = value;
    }
    for (const lot of LOTS) seen[`stands of ${lot}`] = standing((await lotCard(copy, peas(lot)))?.stands.map(({ row }) => row) ?? []);
    return seen;
  });
}

/** What it should show: the rules over the server's rows as of its cursor, then over its own reports the server had not judged by then. */
async function rulesOver(server: Server, on: RealPhone): Promise<Things> {
  const view = await currentView(on.phone());
  const { cursor } = await metaOf(view);
  const judged = new Set(server.store().db.prepare('SELECT id FROM ledger WHERE rev <= ?').pluck().all(cursor?.rev));
  const reports = (await on.phone().outbox.commands.toArray()).filter(({ id }) => !judged.has(id));
  const bodies = reports.map(({ body }) => body);
  return view.reading(async (copy) => {
    const [slice, roles] = [await wholeSlice(copy), await rolesIn(copy, bodies)];
    for (const body of bodies) applyEffects(slice, decide(slice, body, contextOf('report', body, { site: slice.site, roles })).effects);
    return thingsIn(slice);
  });
}

/** The server's rows as this phone has them, all of them. */
async function wholeSlice(view: ViewRows): Promise<Slice> {
  const slice = emptySlice((await siteOf(view)) ?? SITE);
  for (const { value } of await allServerRows(view, 'zone')) slice.zones.set(value.code, value);
  for (const { value } of await allServerRows(view, 'bin')) slice.bins.set(value.code, value);
  for (const { value } of await allServerRows(view, 'item')) slice.items.set(value.gtin, value);
  for (const thing of THING_NAMES) for (const { key, value } of await allServerRows(view, thing)) place(slice, thing, key, value);
  return slice;
}

function thingsIn(slice: Slice): Things {
  const maps = [slice.rows, slice.lots, slice.pallets, slice.unconfirmed, slice.inHand, slice.departures, slice.shipments, slice.anomalies];
  const seen: Things = {};
  for (const [n, thing] of THING_NAMES.entries()) for (const [key, value] of maps[n] ?? []) seen[`${thing} ${key}`] = value;
  for (const lot of LOTS) seen[`stands of ${lot}`] = standing([...slice.rows.values()].filter((row) => row.lot === peas(lot)));
  return seen;
}

function heldBy(server: Server): Things {
  const { site } = server.store().masters;
  const slice = emptySlice(site() ?? SITE);
  for (let after: SnapshotReply['next'] = null, more = true; more; more = after !== null) {
    const page: SnapshotReply = JSON.parse(JSON.stringify(server.store().sync.snapshot({ after, limit: 5000 }, server.now())));
    for (const { thing, key, after: value } of page.rows) if (isThing(thing)) place(slice, thing, key, value as never);
    after = page.next;
  }
  return thingsIn(slice);
}

/** The server's word on each of its own reports, as the phone has it and as it stands. */
async function toldTo({ phone }: RealPhone): Promise<unknown[]> {
  return (await phone().outbox.commands.toArray()).map(({ id, verdict }) => [id, verdict?.n, verdict?.outcome, verdict?.flags]);
}

function lastWordsOf(server: Server, { kept }: RealPhone): unknown[] {
  return kept.map((id) => {
    const verdict = server.store().ledger.verdictOf(id);
    return [id, verdict?.n, verdict?.outcome, verdict?.flags];
  });
}

function isThing(name: string): name is ThingName {
  return (THING_NAMES as readonly string[]).includes(name);
}

const standing = (rows: readonly StockRow[]) => rows.map(({ bin, quantity }) => `${bin} ${quantity}`).sort();

async function currentView({ views }: Phone): Promise<ViewDatabase> {
  const view = await views.current();
  if (!view) throw new Error('no copy of the stock');
  return view;
}

async function live(server: Server, steps: readonly Step[]): Promise<void> {
  const phones = [await aRealPhone(server, deviceId(1)), await aRealPhone(server, deviceId(2))] as const;
  for (const on of phones) await on.pull();
  server.backUp();
  for (const each of steps) await take(server, each.second ? [phones[1], phones[0]] : phones, each);
  await heal(phones);
  const ledger = server.store().db.prepare<[string], string>('SELECT id FROM ledger WHERE device = ? ORDER BY rev').pluck();
  for (const [at, on] of phones.entries()) expect(ledger.all(deviceId(at + 1))).toEqual(on.kept);
  for (const on of phones) expect(await seenBy(on)).toEqual(heldBy(server));
  for (const on of phones) expect(await on.compareAll()).toEqual([]);
  for (const on of phones) expect(await toldTo(on)).toEqual(lastWordsOf(server, on));
}

describe('real phones and a real server', () => {
  it('lose, double and reorder no scan, and end up seeing the same stock, whatever breaks on the way', async () => {
    const lives = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const server = aServer();
      await live(server, steps).finally(server.close);
    });
    await fc.assert(lives, { numRuns: 25 });
  }, 180_000);
});

function deviceId(n: number): string {
  return `0190f3c0-0000-7000-8000-00000000d00${n}`;
}
