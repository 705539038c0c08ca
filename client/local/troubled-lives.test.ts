import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PEAS } from '../../server/sync/paper-phone.contract.ts';
import { parseBinCode } from '../../shared/domain/bins/bin.ts';
import { parseLotNumber } from '../../shared/domain/lots/ids.ts';
import { laneOf } from '../queue/outbox-database.ts';
import type { Draft } from '../queue/report-body.ts';
import { aRealPhone, aServer, type Line, type RealPhone, type Server } from './real-phones.contract.ts';

const step = fc.record({
  second: fc.boolean(),
  act: fc.oneof(
    { weight: 6, arbitrary: fc.constant('scan') },
    { weight: 6, arbitrary: fc.constant('push') },
    { weight: 2, arbitrary: fc.constantFrom('forget', 'back-up', 'restore') },
  ),
  line: fc.constantFrom<Line>('good', 'good', 'no-request', 'no-reply'),
  most: fc.integer({ min: 1, max: 4 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function receive(lot: string): Draft {
  const [number, to] = [parseLotNumber(lot), parseBinCode('DOCK-1')];
  if (!number || !to) throw new Error(lot);
  return { kind: 'receive', payload: { item: PEAS, lot: number, to, quantity: 1 }, scans: [] };
}

/** One phone and its clone, and what the disk of each has lost. */
interface Twins {
  readonly phones: readonly [RealPhone, RealPhone];
  readonly lost: Set<string>;
}

async function take(server: Server, { phones, lost }: Twins, { second, act, line, most }: Step): Promise<void> {
  const on = phones[second ? 1 : 0];
  on.over(line);
  if (act === 'scan') await on.scan(receive(`L-${phones[0].kept.length}-${phones[1].kept.length}`));
  if (act === 'push') await on.push(most);
  if (act === 'back-up') server.backUp();
  if (act === 'restore') server.restore();
  if (act === 'forget') for (const id of await forgetOldestWaiting(on)) lost.add(id);
}

async function forgetOldestWaiting({ phone }: RealPhone): Promise<string[]> {
  const { outbox } = phone();
  const { ackedSeq } = await laneOf(outbox);
  const row = await outbox.commands.where('seq').above(ackedSeq).first();
  if (row) await outbox.commands.delete(row.seq);
  return row ? [row.id] : [];
}

async function untilNothingWaits(phones: readonly RealPhone[]): Promise<void> {
  for (const on of phones) on.over('good');
  for (let round = 0; round < 20; round++) for (const on of phones) await on.push();
  for (const { phone } of phones) {
    const { nextSeq, ackedSeq } = await laneOf(phone().outbox);
    expect(nextSeq - 1 - ackedSeq).toBe(0);
  }
}

async function live(server: Server, shared: number, steps: readonly Step[]): Promise<void> {
  const phone = await aRealPhone(server, '0190f3c0-0000-7000-8000-00000000d001');
  for (let n = 0; n < shared; n++) await phone.scan(receive(`L-${n}`));
  server.backUp();
  const before = [...phone.kept];
  const clone = await phone.clone();
  const twins: Twins = { phones: [phone, clone], lost: new Set() };
  for (const each of steps) await take(server, twins, each);
  await untilNothingWaits(twins.phones);

  const recorded = server.store().db.prepare<[], string>("SELECT id FROM ledger WHERE kind = 'receive' ORDER BY rev").pluck().all();
  expect(new Set(recorded).size).toBe(recorded.length);
  const [first, second] = [phone.kept, [...before, ...clone.kept]];
  for (const kept of [first, second]) {
    const own = kept.filter((id) => !twins.lost.has(id));
    expect(recorded.filter((id) => own.includes(id))).toEqual(own);
  }
}

it('a phone and its clone lose, double and reorder no scan their disks still hold, whatever breaks on the way', async () => {
  const lives = fc.asyncProperty(fc.nat(3), fc.array(step, { minLength: 5, maxLength: 30 }), async (shared, steps) => {
    const server = aServer();
    await live(server, shared, steps).finally(server.close);
  });
  await fc.assert(lives, { numRuns: 20 });
}, 180_000);
