import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { CommandBody } from '../../shared/wire/envelope.ts';
import { NOON, openPaperStore, PEAS, paperPhone, peas, taken } from './paper-phone.contract.ts';

const MINUTE = 60_000;

let paper: ReturnType<typeof openPaperStore>;
let phone: ReturnType<typeof paperPhone>;
let desk: ReturnType<typeof paperPhone>;

beforeEach(() => {
  paper = openPaperStore();
  phone = paperPhone(paper.store);
  desk = paperPhone(paper.store);
});

afterEach(() => paper.close());

/** So many minutes before noon. */
const at = (minutes: number) => (NOON - minutes * MINUTE) as EpochMs;
const scan = (kind: string, payload: CommandBody['payload'], minutes: number) =>
  phone.report(kind, payload, { clock: { wall: at(minutes) } });
const receipt = (quantity: number) => ({ item: PEAS, lot: 'X', to: 'DOCK-1', quantity, expiryOn: '2027-05-01' });
const move = (quantity: number) => ({ lot: peas('X'), from: 'DOCK-1', to: 'A-01-1', quantity });
const stock = () => paper.store.db.prepare('SELECT bin, quantity FROM stock ORDER BY bin').raw().all();
const totals = () => paper.store.stock.things.lot.one(peas('X'))?.totals;

/** A supervisor's act, booked so many minutes before noon by the server's clock. */
function book(kind: string, payload: CommandBody['payload'], minutes = 0): void {
  const { lane: _lane, seq: _seq, hash: _hash, ...command } = desk.report(kind, payload, { worker: 'eve', role: 'supervisor' });
  const asked = { command, book: true };
  const session = { id: 's-9', worker: 'eve', name: 'eve', roles: ['supervisor'] as const, language: 'en', deviceId: desk.deviceId };
  const put = { ask: asked, raw: asked, session: { ...session, expiresAt: (NOON + MINUTE) as EpochMs }, now: at(minutes) };
  expect(paper.store.sync.ask(put)).toMatchObject({ outcome: 'accepted', booked: true });
}

describe('an act that is booked at once', () => {
  test('and brings a lot carries out what has waited for it', () => {
    expect(taken(phone.send([scan('transfer', move(2), 30)]))).toMatchObject([{ outcome: 'parked' }]);
    book('receive', receipt(5));
    expect(stock()).toEqual([
      ['A-01-1', 2],
      ['DOCK-1', 3],
    ]);
  });

  test('and brings a lot back by undoing the undo of its receipt carries it out, too', () => {
    const slip = scan('receive', receipt(5), 60);
    const undo = scan('void', { of: slip.id }, 50);
    taken(phone.send([slip, undo, scan('transfer', move(2), 40)]));
    expect(stock()).toEqual([]);
    book('void', { of: undo.id });
    expect(stock()).toEqual([
      ['A-01-1', 2],
      ['DOCK-1', 3],
    ]);
  });

  test.each([
    ['a write-off', 'write-off', { lot: peas('X'), bin: 'DOCK-1', quantity: 3, reason: 'torn' }, [3, 2]],
    ['a hold', 'hold', { lot: peas('X'), reason: 'torn' }, [6, 2]],
  ])('counts after what it was judged over, though the server’s clock was set back: %s', (_, kind, payload, [atDock, moved]) => {
    taken(
      phone.send([
        scan('receive', receipt(20), 60),
        scan('dispatch', { lot: peas('X'), from: 'DOCK-1', quantity: 12, destination: 'Corner shop' }, 40),
      ]),
    );
    book(kind, payload, 45);
    const late = paperPhone(paper.store);
    taken(late.send([late.report('transfer', move(2), { clock: { wall: at(50) } })]));
    expect(stock()).toEqual([
      ['A-01-1', moved],
      ['DOCK-1', atDock],
    ]);
    expect(totals()).toMatchObject({ received: 20, dispatched: 12 });
  });
});
