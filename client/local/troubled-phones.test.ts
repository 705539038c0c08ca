import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PEAS } from '../../server/sync/paper-phone.contract.ts';
import { parseBinCode } from '../../shared/domain/bins/bin.ts';
import { parseLotKey, parseLotNumber } from '../../shared/domain/lots/ids.ts';
import { keepCarried } from '../queue/carried.ts';
import { dexieQueue } from '../queue/dexie-queue.ts';
import { handOverOf } from '../queue/hand-over.ts';
import { handOverText, readHandOver } from '../queue/hand-over-text.ts';
import { laneOf } from '../queue/outbox-database.ts';
import { prune } from '../queue/prune.ts';
import type { Draft } from '../queue/report-body.ts';
import { aRealPhone, aServer, type RealPhone, type Server } from './real-phones.contract.ts';

const DEVICES = [1, 2].map((n) => `0190f3c0-0000-7000-8000-00000000d00${n}`) as [string, string];
const YEARS = 3 * 365 * 86_400_000;

let server: Server;
let phone: RealPhone;

beforeEach(async () => {
  server = aServer();
  phone = await aRealPhone(server, DEVICES[0]);
  await phone.pull();
});

afterEach(() => server.close());

const rows = (sql: string) => server.store().db.prepare(sql).raw().all();
const column = (sql: string) => server.store().db.prepare(sql).pluck().all();
const reports = () => column("SELECT id FROM ledger WHERE kind = 'receive' ORDER BY rev");
const openAnomalies = () => column('SELECT code FROM anomaly WHERE closed_at IS NULL ORDER BY code');

function receive(lot: string): Draft {
  const [number, to] = [parseLotNumber(lot), parseBinCode('DOCK-1')];
  if (!number || !to) throw new Error(lot);
  return { kind: 'receive', payload: { item: PEAS, lot: number, to, quantity: 5 }, scans: [] };
}

async function scan(on: RealPhone, ...lots: string[]): Promise<void> {
  for (const lot of lots) await on.scan(receive(lot));
}

/** Pushes until nothing is left to say. */
async function drain(on: RealPhone): Promise<void> {
  for (let round = 0; round < 8; round++) await on.push();
  const { nextSeq, ackedSeq } = await laneOf(on.phone().outbox);
  expect(nextSeq - 1 - ackedSeq).toBe(0);
}

describe('a phone was cloned', () => {
  it('in mid-queue: each one’s scans are recorded once, and a supervisor hears of it once', async () => {
    await scan(phone, 'L-1', 'L-2');
    await drain(phone);
    await scan(phone, 'L-3', 'L-4');
    const clone = await phone.clone();
    const shared = [...phone.kept];
    await scan(phone, 'L-5');
    await scan(clone, 'L-6', 'L-7');
    await drain(phone);
    await drain(clone);
    await scan(phone, 'L-8');
    await drain(phone);
    await drain(clone);
    expect(reports()).toEqual([...shared, phone.kept[4], ...clone.kept, phone.kept[5]]);
    expect(openAnomalies()).toEqual(['lane-forked']);
  });

  it('and both sent the same waiting scans: what only one of them made is not taken for sent by the other', async () => {
    await scan(phone, 'L-1', 'L-2', 'L-3');
    const clone = await phone.clone();
    await scan(phone, 'L-4');
    await scan(clone, 'L-5', 'L-6');
    await phone.push(10);
    await clone.push(3);
    await drain(clone);
    expect(reports()).toEqual([...phone.kept, ...clone.kept]);
  });

  it('and after a restore the other one filled their lane first: this one does not take those scans for its own', async () => {
    server.backUp();
    const clone = await phone.clone();
    await scan(clone, 'L-1');
    await drain(clone);
    await scan(phone, 'L-2');
    server.restore();
    await drain(phone);
    await drain(clone);
    expect(reports()).toEqual([phone.kept[0], clone.kept[0]]);
  });

  it('and the server was restored to before both: nobody’s scans are lost', async () => {
    await scan(phone, 'L-1');
    await drain(phone);
    server.backUp();
    const clone = await phone.clone();
    await scan(phone, 'L-2', 'L-3');
    await scan(clone, 'L-4');
    await drain(phone);
    await drain(clone);
    server.restore();
    await drain(clone);
    await drain(phone);
    await drain(clone);
    expect(new Set(reports())).toEqual(new Set([...phone.kept, ...clone.kept]));
    expect(reports()).toHaveLength(4);
  });
});

describe('a server was restored from before what a phone keeps no more', () => {
  it('the phone says which scans it lacks, and its lane goes on', async () => {
    await scan(phone, 'L-1');
    await drain(phone);
    server.backUp();
    await scan(phone, 'L-2', 'L-3');
    await drain(phone);
    await phone.pull();
    await prune(dexieQueue(phone.phone().outbox), {
      durable: 1e9,
      epoch: (await laneOf(phone.phone().outbox)).epoch,
      lane: (await laneOf(phone.phone().outbox)).lane,
      laneAck: 3,
      now: server.now() + YEARS,
    });
    await scan(phone, 'L-4');
    await drain(phone);
    server.restore();
    const { lane } = await laneOf(phone.phone().outbox);
    await drain(phone);
    expect(reports()).toEqual([phone.kept[0], phone.kept[3]]);
    expect(rows("SELECT code, facts ->> '$.from', facts ->> '$.to' FROM anomaly")).toEqual([['scans-lost', 2, 3]]);
    expect((await laneOf(phone.phone().outbox)).lane).toBe(lane);
  });

  it('a report it was told the time of is recorded with that time again, not with the time it comes in now', async () => {
    phone.goAhead(3_600_000);
    phone.restart();
    server.backUp();
    await scan(phone, 'L-1', 'L-2');
    await drain(phone);
    const times = rows("SELECT id, occurred_at, error FROM ledger WHERE kind = 'receive'");
    expect(column("SELECT received_at - occurred_at FROM ledger WHERE kind = 'receive'")).toEqual([0, 0]);
    server.restore();
    await drain(phone);
    expect(rows("SELECT id, occurred_at, error FROM ledger WHERE kind = 'receive'")).toEqual(times);
    expect(Number(column("SELECT min(received_at - occurred_at) FROM ledger WHERE kind = 'receive'")[0])).toBeGreaterThan(0);
  });
});

describe('a queue was handed to another phone', () => {
  it('that one brings it under the first one’s name and signs for it; the first one’s own push adds nothing', async () => {
    const courier = await aRealPhone(server, DEVICES[1]);
    await courier.push();
    await scan(phone, 'L-1', 'L-2', 'L-3');
    const handOver = await handOverOf(phone.phone().outbox, { what: 'waiting', of: 'Ana', at: server.now() });
    const read = handOver && (await readHandOver(handOverText(handOver)));
    if (!read || typeof read === 'string') throw new Error(String(read));
    await keepCarried(courier.phone().outbox, read);
    expect(await courier.carry()).toMatchObject({ kind: 'taken' });
    expect(reports()).toEqual(phone.kept);
    expect(rows('SELECT courier, brought FROM carriage')).toEqual([[DEVICES[1], 3]]);
    await drain(phone);
    expect(reports()).toEqual(phone.kept);
    expect((await phone.phone().outbox.commands.toArray()).map(({ verdict }) => verdict?.outcome)).toEqual(Array(3).fill('recorded'));
  });
});

describe('a phone’s disk lost reports out of its queue', () => {
  const forget = (...seqs: number[]) => phone.phone().outbox.commands.bulkDelete(seqs);

  it('before they were sent: the phone says which, and all others get through in order', async () => {
    await scan(phone, 'L-1');
    await drain(phone);
    await scan(phone, 'L-2', 'L-3', 'L-4', 'L-5', 'L-6');
    await forget(2, 3, 5);
    await drain(phone);
    expect(reports()).toEqual([phone.kept[0], phone.kept[3], phone.kept[5]]);
    expect(rows("SELECT facts ->> '$.from', facts ->> '$.to' FROM anomaly WHERE code = 'scans-lost'")).toEqual([
      [2, 3],
      [5, 5],
    ]);
    await scan(phone, 'L-7');
    await drain(phone);
    expect(reports()).toHaveLength(4);
  });

  it('the last of them: the next scan does not stand before a gap', async () => {
    await scan(phone, 'L-1', 'L-2', 'L-3');
    await forget(2, 3);
    await drain(phone);
    await scan(phone, 'L-4');
    await drain(phone);
    expect(reports()).toEqual([phone.kept[0], phone.kept[3]]);
    expect(openAnomalies()).toEqual(['scans-lost']);
  });

  it('after the server had them, unheard: the phone goes on in a lane of its own, and nothing is recorded twice', async () => {
    await drain(phone);
    await scan(phone, 'L-1', 'L-2');
    phone.over('no-reply');
    await phone.push();
    phone.over('good');
    await forget(1);
    await scan(phone, 'L-3');
    await drain(phone);
    expect(reports()).toEqual(phone.kept);
  });

  it('and the server was restored to before they were said to be lost: it hears of them again', async () => {
    await scan(phone, 'L-1', 'L-2', 'L-3', 'L-4');
    server.backUp();
    await forget(2);
    await drain(phone);
    server.restore();
    await drain(phone);
    await scan(phone, 'L-5');
    await drain(phone);
    expect(reports()).toEqual([0, 2, 3, 4].map((n) => phone.kept[n]));
    expect(openAnomalies()).toEqual(['scans-lost']);
  });
});

describe('the server thought better of a report', () => {
  it('while the phone fetched a new copy: it hears of it all the same', async () => {
    const other = await aRealPhone(server, DEVICES[1]);
    const [lot, from] = [parseLotKey(`${PEAS}/L-1`), parseBinCode('DOCK-1')];
    if (!lot || !from) throw new Error('L-1');
    await other.scan(receive('L-1'));
    server.pass(60_000);
    await phone.scan({ kind: 'pick', payload: { lot, from, quantity: 1 }, scans: [] });
    await drain(phone);
    const verdict = async () => (await phone.phone().outbox.commands.toCollection().last())?.verdict;
    expect(await verdict()).toMatchObject({ n: 1, outcome: 'parked' });
    await phone.phone().views.begin();
    await drain(other);
    for (let round = 0; round < 3; round++) await phone.pull();
    expect(await verdict()).toMatchObject({ n: 2, outcome: 'flagged' });
  });
});
