import { parseLotNumber } from '../../shared/domain/lots/ids.ts';
import type { LotTotals } from '../../shared/domain/lots/lot.ts';
import { at, bin, command, day, lot, NOW, PEAS, quantity, sure } from '../desk/a-desk.contract.tsx';
import type { LifeEvent, LotPage } from '../desk/answers.ts';

const NONE = quantity(0);
const TOTALS: LotTotals = {
  received: quantity(95_000),
  returned: NONE,
  made: NONE,
  adjustedIn: NONE,
  dispatched: quantity(40_000),
  consumed: NONE,
  adjustedOut: NONE,
};

/** One act in the life of L-1: received by Dev at 08:00 unless said otherwise. */
export function lifeEvent(some: Partial<LifeEvent> & { verdict?: LifeEvent['verdict'] } = {}): LifeEvent {
  const occurredAt = some.occurredAt ?? at('2026-11-20T07:00:00Z');
  return {
    rev: 1,
    command: command(1),
    kind: 'receive',
    worker: 'w2',
    workerName: 'Demo dock worker',
    device: 'd2',
    deviceName: 'Dock 1',
    occurredAt,
    error: 1500,
    receivedAt: occurredAt,
    said: { from: null, to: 'DOCK-01', quantity: 95_000, reason: null },
    destination: null,
    shipment: null,
    carrier: null,
    customer: null,
    undoes: null,
    told: { outcome: 'ok', codes: [] },
    booked: [{ place: 'bin', bin: bin('DOCK-01'), pallet: '', change: 95_000 }],
    verdict: { id: command(1), n: 1, rev: 1, outcome: 'recorded', flags: [], occurredAt, error: 1500, effect: 'applied' },
    ...some,
  };
}

/** 95 kg of L-1 came in, 40 went out, 55 are in A-01-1. */
export function lotPage(some: Partial<LotPage> = {}, number = 'L-1'): LotPage {
  const claim = { command: command(1), worker: 'w2', device: 'd2', at: at('2026-11-20T07:00:00Z'), error: 1500 };
  const key = lot(number);
  return {
    lot: {
      key,
      gtin: PEAS.gtin,
      number: sure(parseLotNumber(number)),
      expiryOn: day('2026-11-23'),
      producedOn: null,
      supplier: 'Lowland Growers',
      origin: null,
      reference: null,
      firstReceivedAt: at('2026-11-20T07:00:00Z'),
      status: 'available',
      holdReason: null,
      totals: TOTALS,
    },
    item: PEAS,
    stock: [
      {
        bin: bin('A-01-1'),
        lot: key,
        pallet: '',
        quantity: quantity(55_000),
        reserved: NONE,
        movedAt: NOW,
        seenAt: NOW,
        pickedAt: null,
        order: null,
        claim,
        zone: 'FRZ',
        kind: 'storage',
        workerName: 'Demo dock worker',
      },
    ],
    unconfirmed: [],
    inHand: [],
    pallets: [],
    life: [lifeEvent()],
    today: day('2026-11-20'),
    balance: { cameIn: 95_000, wentOut: 40_000, onHand: 55_000, unaccounted: 0 },
    dispatched: [],
    anomalies: [],
    ...some,
  };
}
