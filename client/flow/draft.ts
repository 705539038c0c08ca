import type { BinCode } from '../../shared/domain/bins/bin.ts';
import { gtinOf, type LotKey, lotNumberOf } from '../../shared/domain/lots/ids.ts';
import type { CommandKind, Payloads } from '../../shared/domain/movements/command.ts';
import type { RawScan } from '../../shared/wire/envelope.ts';
import type { Draft } from '../queue/report-body.ts';
import { type Flow, type Given, HAND, type KnownLot } from './flow.ts';
import { likelyQuantity } from './quantity.ts';

/** The answers with the lot and quantity there for sure; `source` is null while the place is open or the goods are in hand. */
interface Answers extends Given {
  readonly lot: LotKey;
  readonly quantity: number;
  readonly source: { readonly from: BinCode } | null;
}

/** The command the answers amount to; null while one is still missing. */
export function draftOf(flow: Flow, given: Given, known: KnownLot, scans: readonly RawScan[]): Draft | null {
  const { lot } = given;
  if (lot === undefined) return null;
  const quantity = given.quantity ?? likelyQuantity(flow, given, known);
  const payload = PAYLOADS[flow.kind]({ ...given, lot, quantity, source: sourceOf(given) });
  return payload && ({ kind: flow.kind, payload, scans } as Draft);
}

const PAYLOADS: { readonly [K in Flow['kind'] & CommandKind]: (answers: Answers) => Payloads[K] | null } = {
  pick: ({ lot, quantity, source, to }) => source && { lot, quantity, ...source, ...(to && { to }) },
  putaway: moveOf,
  transfer: moveOf,
  sighting: ({ lot, bin, pallet }) => (bin ? { lot, bin, ...(pallet && { pallet }) } : null),
  receive: ({ lot, to, quantity, ...label }) => (to ? { item: gtinOf(lot), lot: lotNumberOf(lot), to, quantity, ...labelOf(label) } : null),
  dispatch: ({ lot, quantity, source, from, destination, shipment }) => {
    if (destination === undefined || from === undefined) return null;
    return { lot, quantity, destination, ...source, ...(shipment && { shipment }) };
  },
};

function moveOf({ lot, quantity, source, to }: Answers): Payloads['transfer'] | null {
  return source && to ? { lot, quantity, to, ...source } : null;
}

function labelOf({ pallet, expiryOn, producedOn }: Pick<Given, 'pallet' | 'expiryOn' | 'producedOn'>) {
  return { ...(pallet && { pallet }), ...(expiryOn && { expiryOn }), ...(producedOn && { producedOn }) };
}

function sourceOf({ from, pallet }: Given): Answers['source'] {
  return from === undefined || from === HAND ? null : { from, ...(pallet && { pallet }) };
}
