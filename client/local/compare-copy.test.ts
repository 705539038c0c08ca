import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PEAS } from '../../server/sync/paper-phone.contract.ts';
import { parseBinCode } from '../../shared/domain/bins/bin.ts';
import { parseLotNumber } from '../../shared/domain/lots/ids.ts';
import { sameAsServer } from './compare-copy.ts';
import { aRealPhone, aServer, type RealPhone, type Server } from './real-phones.contract.ts';
import { allServerRows } from './server-rows.ts';
import type { ViewDatabase } from './view-database.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let server: Server;
let phone: RealPhone;

beforeEach(async () => {
  server = aServer();
  phone = await aRealPhone(server, '0190f3c0-0000-7000-8000-00000000d001');
  await phone.pull();
  const [to, numbers] = [parseBinCode('DOCK-1'), [1, 2, 3, 4, 5].map((n) => parseLotNumber(`L-${n}`))];
  for (const lot of numbers) if (lot && to) await phone.scan({ kind: 'receive', payload: { item: PEAS, lot, to, quantity: 5 }, scans: [] });
  await phone.push();
  await phone.pull();
});

afterEach(() => server.close());

async function view(): Promise<ViewDatabase> {
  const current = await phone.phone().views.current();
  if (!current) throw new Error('no copy of the stock');
  return current;
}

/** A fault in this phone's copy that nobody told it of. */
async function spoil(quantity: number): Promise<void> {
  const copy = await view();
  await copy.writing(async (rows) => {
    const [row] = await allServerRows(rows, 'stock');
    if (row) await rows.things.stock.write(new Map([[row.key, { ...row.value, quantity: quantity as typeof row.value.quantity }]]));
  });
}

const quantities = async () =>
  (await view()).reading(async (rows) => (await allServerRows(rows, 'stock')).map(({ value }) => value.quantity));

/** Pulls once a minute, as an idle phone does. */
async function idle(minutes: number): Promise<string[]> {
  const came: string[] = [];
  for (let minute = 0; minute < minutes; minute++) {
    server.pass(MINUTE);
    came.push((await phone.pull()).kind);
  }
  return came;
}

describe('a phone’s copy of the stock', () => {
  it('is the same as the server’s, kind by kind', async () => {
    expect(await phone.compareAll()).toEqual([]);
    await spoil(6);
    expect(await phone.compareAll()).toEqual(['stock']);
  });

  it('that went wrong is found and fetched anew while nobody scans, and answers meanwhile', async () => {
    await spoil(6);
    const came = await idle(20);
    expect(came.filter((kind) => kind === 'reset')).toHaveLength(1);
    expect(await quantities()).toEqual([5, 5, 5, 5, 5]);
  });

  it('that is sound is left as it is', async () => {
    expect(new Set(await idle(30))).toEqual(new Set(['current']));
  });

  it('is not fetched over and over when that does not help', async () => {
    await spoil(6);
    await idle(20);
    await spoil(7);
    expect(new Set(await idle(20))).toEqual(new Set(['current']));
    server.pass(6 * HOUR);
    expect((await idle(20)).filter((kind) => kind === 'reset')).toHaveLength(1);
  });

  it('is compared about once a minute however often it pulls', async () => {
    const { outbox, views } = phone.phone();
    const asked: string[] = [];
    const wire = {
      compare: async ({ thing }: { thing: string }) => {
        asked.push(thing);
        return { ok: true as const, value: { kind: 'rows' as const, through: null, digest: '' } };
      },
    };
    for (let second = 0; second < 180; second += 10) await sameAsServer({ outbox, views, wire }, 1e12 + second * 1000);
    expect(asked).toHaveLength(3);
  });

  it('is not judged by a server that has moved on, or does not answer', async () => {
    await spoil(6);
    const { outbox, views } = phone.phone();
    for (const answer of [
      { ok: true, value: { kind: 'moved' } },
      { ok: false, failure: { kind: 'refused', field: null, message: 'no such procedure' } },
    ] as const) {
      expect(await sameAsServer({ outbox, views, wire: { compare: async () => answer } }, 1e12)).toBe(true);
    }
  });
});
