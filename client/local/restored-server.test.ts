import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { restoreBackup } from '../../server/backup/restore.ts';
import { takeBackup } from '../../server/backup/take-backup.ts';
import { verifyLedger } from '../../server/ledger/verify.ts';
import { PEAS, peas } from '../../server/sync/paper-phone.contract.ts';
import { parseBinCode } from '../../shared/domain/bins/bin.ts';
import { parseLotNumber } from '../../shared/domain/lots/ids.ts';
import { keepCarried } from '../queue/carried.ts';
import { keepDecision } from '../queue/decisions.ts';
import { handOverOf } from '../queue/hand-over.ts';
import { handOverText, readHandOver } from '../queue/hand-over-text.ts';
import type { Draft } from '../queue/report-body.ts';
import { bodyOf } from './commands.ts';
import { lotCard } from './questions.ts';
import { aRealPhone, aServer, EVE, type RealPhone, type Server } from './real-phones.contract.ts';

let server: Server;

beforeEach(() => {
  server = aServer();
});

afterEach(() => server.close());

const deviceId = (n: number) => `0190f3c0-0000-7000-8000-00000000d10${n}`;
const rows = (sql: string) => server.store().db.prepare(sql).pluck().all();
const outcomes = () => rows("SELECT outcome FROM judgement WHERE command IN (SELECT id FROM ledger WHERE worker <> 'system') ORDER BY rev");
const openAnomalies = () => rows('SELECT code FROM anomaly WHERE closed_at IS NULL');
const statusOf = (lot: string) => server.store().stock.things.lot.one(peas(lot))?.status;

function received(lot: string): Draft {
  const [number, to] = [parseLotNumber(lot), parseBinCode('DOCK-1')];
  if (!number || !to) throw new Error(lot);
  return { kind: 'receive', payload: { item: PEAS, lot: number, to, quantity: 4 }, scans: [] };
}

/** Pushes with nothing new until nothing waits; a phone in trouble gives up. */
async function drain(phone: RealPhone): Promise<void> {
  for (let round = 0; round < 8; round++) {
    const pushed = await phone.push();
    if (pushed.kind === 'taken' && !pushed.more) return;
  }
  throw new Error('the queue did not drain');
}

/** What a supervisor decides at the desk: asked of the server at once, booked, and kept there. */
async function decide(desk: RealPhone, draft: Draft): Promise<string> {
  const { outbox } = desk.phone();
  const command = await bodyOf(desk.phone(), draft, { outcome: '', codes: [] });
  const { session: id, deviceId: device } = { session: command.actor.session, deviceId: command.deviceId };
  const session = { id, worker: 'eve', name: 'Eve', roles: EVE.roles, language: 'en', deviceId: device, expiresAt: server.now() };
  const raw = JSON.parse(JSON.stringify({ command, book: true }));
  const { rev, occurredAt, epoch, durable } = server.store().sync.ask({ ask: raw, raw, session, now: server.now() });
  if (rev === null || occurredAt === null) throw new Error(`${draft.kind} was not booked`);
  await keepDecision(outbox, command, { epoch, rev, occurredAt, durable });
  return command.id;
}

describe('a phone enrolled after the backup that was restored', () => {
  it('hands over all it was told is taken, with no new scan and nothing flagged', async () => {
    const phone = await aRealPhone(server, deviceId(1));
    await drain(phone);
    for (const lot of ['L-1', 'L-2', 'L-3']) await phone.scan(received(lot));
    await drain(phone);
    const epoch = server.store().meta.epoch();
    server.restore();
    expect(server.store().meta.epoch()).not.toBe(epoch);
    expect(server.store().access.devices()).toEqual([]);

    await drain(phone);
    expect(rows('SELECT id FROM ledger WHERE lane IS NOT NULL ORDER BY rev')).toEqual(phone.kept);
    expect(outcomes()).toEqual(['recorded', 'recorded', 'recorded']);
    expect(openAnomalies()).toEqual([]);
    expect(verifyLedger(server.store().db).broken).toBeNull();
  });

  it('sends nothing while its certificates do not get through: nobody’s reports would be flagged', async () => {
    const phone = await aRealPhone(server, deviceId(1));
    await drain(phone);
    server.backUp();
    await phone.scan(received('L-1'));
    await drain(phone);
    server.restore();
    // The shift began after the backup.
    server.store().db.exec('DELETE FROM session');
    expect(await phone.push()).toMatchObject({ kind: 'reset', reset: 'epoch' });
    phone.over('no-request');
    expect(await phone.push()).toMatchObject({ kind: 'unreachable' });
    phone.over('good');
    await drain(phone);
    expect(outcomes()).toEqual(['recorded']);
  });
});

describe('a phone enrolled after the backup that was restored, and without a network since', () => {
  it.each([
    { who: 'has been here all along', isNew: false },
    { who: 'was enrolled after the backup too', isNew: true },
  ])('is believed when another one that $who brings its scans', async ({ isNew }) => {
    const old = isNew ? null : await aRealPhone(server, deviceId(2));
    server.backUp();
    const courier = old ?? (await aRealPhone(server, deviceId(2)));
    const phone = await aRealPhone(server, deviceId(1));
    for (const each of [courier, phone]) await drain(each);
    for (const lot of ['L-1', 'L-2']) await phone.scan(received(lot));
    await drain(phone);
    server.restore();

    const handOver = await handOverOf(phone.phone().outbox, { what: 'kept', of: 'Ana', at: server.now() });
    const read = await readHandOver(handOver ? handOverText(handOver) : '');
    if (typeof read === 'string') throw new Error(read);
    await keepCarried(courier.phone().outbox, read);
    expect(await courier.carry()).toMatchObject({ kind: 'taken' });
    expect(rows('SELECT id FROM ledger WHERE lane IS NOT NULL ORDER BY rev')).toEqual(phone.kept);
    expect(outcomes()).toEqual(['recorded', 'recorded']);
    expect(openAnomalies()).toEqual([]);
    await drain(phone);
    expect(outcomes()).toEqual(['recorded', 'recorded']);
  });
});

describe('a restore by command, and two phones with acknowledged reports since', () => {
  it('ends where it was: the ledger has each once and in order, and both phones see the same goods', async () => {
    const [one, other] = [await aRealPhone(server, deviceId(1)), await aRealPhone(server, deviceId(2))];
    const both = async (act: (phone: RealPhone) => Promise<unknown>) => [await act(one), await act(other)];
    await one.scan(received('L-1'));
    await both(drain);
    const wish = { dataDir: server.folder(), folder: `${server.folder()}/backups`, mayMakeFolder: true, keep: 1 };
    const { path } = await takeBackup(wish, server.now());
    await scanAll(one, ['L-2', 'L-3']);
    await scanAll(other, ['L-4', 'L-5']);
    await both(drain);
    await both(pullAll);
    const goods = stock();

    server.stopped(() => restoreBackup({ dataDir: server.folder(), file: path }, server.now()));
    expect(rows('SELECT id FROM ledger WHERE lane IS NOT NULL')).toHaveLength(1);
    await both(drain);
    expect([reportsOf(1), reportsOf(2)]).toEqual([one.kept, other.kept]);
    expect(stock()).toEqual(goods);
    await both(pullAll);
    expect(await both(seenBy)).toEqual([goods, goods]);
  });
});

const LOTS = ['L-1', 'L-2', 'L-3', 'L-4', 'L-5'];
const stock = () => rows("SELECT lot || ' in ' || bin || ': ' || quantity FROM stock ORDER BY 1");

const reportsOf = (n: number) => rows(`SELECT id FROM ledger WHERE device = '${deviceId(n)}' ORDER BY rev`);

async function scanAll(phone: RealPhone, lots: readonly string[]): Promise<void> {
  for (const lot of lots) await phone.scan(received(lot));
}

async function pullAll(phone: RealPhone): Promise<void> {
  for (let round = 0; round < 3; round++) if ((await phone.pull()).kind === 'current') return;
  throw new Error('the phone cannot follow');
}

async function seenBy(phone: RealPhone): Promise<string[]> {
  const view = await phone.phone().views.current();
  if (!view) throw new Error('no copy of the stock');
  const cards = await view.reading((rows) => Promise.all(LOTS.map((lot) => lotCard(rows, peas(lot)))));
  const stands = cards.flatMap((card) => card?.stands ?? []);
  return stands.map(({ row }) => `${row.lot} in ${row.bin}: ${row.quantity}`).sort();
}

describe('a decision made at the desk after the backup that was restored', () => {
  it('is handed over once the desk hears of it, and stands as it did', async () => {
    const phone = await aRealPhone(server, deviceId(1));
    await phone.scan(received('L-1'));
    await drain(phone);
    server.backUp();
    const desk = await aRealPhone(server, deviceId(2), EVE);
    await drain(desk);
    const recall = await decide(desk, { kind: 'recall', payload: { lots: [peas('L-1')], reason: 'glass' }, scans: [] });
    expect(statusOf('L-1')).toBe('recalled');
    const at = rows("SELECT occurred_at || ' ± ' || error FROM ledger WHERE kind = 'recall'");
    server.restore();
    expect(statusOf('L-1')).toBe('available');

    await drain(desk);
    await drain(desk);
    expect(statusOf('L-1')).toBe('recalled');
    expect(rows("SELECT id FROM ledger WHERE kind = 'recall'")).toEqual([recall]);
    expect(rows("SELECT occurred_at || ' ± ' || error FROM ledger WHERE kind = 'recall'")).toEqual(at);
    expect(await desk.phone().outbox.decisions.count()).toBe(0);
    expect(openAnomalies()).toEqual([]);
  });

  it('that the backup holds is only recognised again', async () => {
    const desk = await aRealPhone(server, deviceId(2), EVE);
    await desk.scan(received('L-1'));
    await drain(desk);
    const hold = await decide(desk, { kind: 'hold', payload: { lot: peas('L-1'), reason: 'torn' }, scans: [] });
    server.backUp();
    await decide(desk, { kind: 'release', payload: { lot: peas('L-1'), reason: 'mended' }, scans: [] });
    server.restore();
    await drain(desk);
    await drain(desk);
    expect(rows("SELECT id FROM ledger WHERE kind = 'hold'")).toEqual([hold]);
    expect(statusOf('L-1')).toBe('available');
    expect(outcomes()).toEqual(['recorded', 'recorded', 'recorded']);
  });

  it('is let go of once a verified backup holds it', async () => {
    const desk = await aRealPhone(server, deviceId(2), EVE);
    await desk.scan(received('L-1'));
    await drain(desk);
    await decide(desk, { kind: 'hold', payload: { lot: peas('L-1'), reason: 'torn' }, scans: [] });
    await takeBackup({ dataDir: server.folder(), folder: `${server.folder()}/backups`, mayMakeFolder: true, keep: 1 }, server.now());
    const release = await decide(desk, { kind: 'release', payload: { lot: peas('L-1'), reason: 'mended' }, scans: [] });
    expect((await desk.phone().outbox.decisions.toArray()).map(({ id }) => id)).toEqual([release]);
  });
});
