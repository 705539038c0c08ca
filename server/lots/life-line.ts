import type { BinCode } from '../../shared/domain/bins/bin.ts';
import type { Effect } from '../../shared/domain/engine/effect.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { LotKey } from '../../shared/domain/lots/ids.ts';
import type { CommandBody } from '../../shared/wire/envelope.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';

/** What one act did to the goods of a lot at one place: + came, − went. `bin` null: a worker's hand, or a disputed place. */
export interface Booked {
  readonly place: 'bin' | 'hand' | 'unconfirmed';
  readonly bin: BinCode | null;
  readonly pallet: string;
  readonly change: number;
}

/** One act in a lot's life: who, when (± error, ms; null: unknown), what was said, and what the books made of it. */
export interface LifeEvent {
  readonly rev: number;
  readonly command: string;
  readonly kind: string;
  readonly worker: string;
  readonly workerName: string;
  readonly device: string;
  readonly deviceName: string;
  readonly occurredAt: EpochMs;
  readonly error: number | null;
  readonly receivedAt: EpochMs;
  /** As said: a parked act booked nothing, and its words are all there is. */
  readonly said: {
    readonly from: string | null;
    readonly to: string | null;
    readonly quantity: number | null;
    readonly reason: string | null;
  };
  /** Where dispatched goods went: as the worker said, else as their shipment was started; null: not a dispatch, or nobody said. */
  readonly destination: string | null;
  readonly shipment: string | null;
  readonly carrier: string | null;
  /** Who sent returned goods back. */
  readonly customer: string | null;
  /** The act this one took back. */
  readonly undoes: string | null;
  /** What the phone had shown; null for what the server did by itself. */
  readonly told: CommandBody['told'] | null;
  readonly booked: readonly Booked[];
  readonly verdict: Verdict;
}

export interface LifeRow {
  readonly rev: number;
  readonly id: string;
  readonly kind: string;
  readonly worker: string;
  readonly workerName: string;
  readonly device: string;
  readonly deviceName: string;
  readonly occurredAt: EpochMs;
  readonly error: number | null;
  readonly receivedAt: EpochMs;
  readonly body: string;
  /** Of the shipment a dispatch went with. */
  readonly shipmentDestination: string | null;
  readonly verdict: string;
  readonly effects: string;
}

export function lifeEventOf({ id, body, shipmentDestination, verdict, effects, ...row }: LifeRow, lot: LotKey): LifeEvent {
  const { payload = {}, told }: Partial<CommandBody> = JSON.parse(body);
  return {
    ...row,
    command: id,
    said: saidIn(payload),
    destination: textOf(payload.destination)?.trim() || shipmentDestination || null,
    shipment: textOf(payload.shipment),
    carrier: textOf(payload.carrier),
    customer: textOf(payload.customer),
    undoes: textOf(payload.of),
    told: told ?? null,
    booked: bookedOf(JSON.parse(effects), lot),
    verdict: JSON.parse(verdict),
  };
}

/** The words of an act, as far as it has them. */
export function saidIn(payload: CommandBody['payload']): LifeEvent['said'] {
  return {
    from: textOf(payload.from),
    to: textOf(payload.to ?? payload.bin),
    quantity: typeof payload.quantity === 'number' ? payload.quantity : null,
    reason: textOf(payload.reason),
  };
}

function bookedOf(effects: readonly Effect[], lot: LotKey): Booked[] {
  const booked = new Map<string, Booked>();
  for (const effect of effects) {
    const at = placeOf(effect, lot);
    if (!at) continue;
    const key = `${effect.thing} ${effect.key}`;
    const change = (booked.get(key)?.change ?? 0) + at.change;
    booked.set(key, { ...at, change });
  }
  return [...booked.values()].filter(({ change }) => change !== 0);
}

function placeOf(effect: Effect, lot: LotKey): Booked | null {
  if (effect.thing !== 'stock' && effect.thing !== 'in-hand' && effect.thing !== 'unconfirmed') return null;
  const thing = effect.after ?? effect.before;
  if (thing?.lot !== lot) return null;
  const change = (effect.after?.quantity ?? 0) - (effect.before?.quantity ?? 0);
  if ('bin' in thing) return { place: 'bin', bin: thing.bin, pallet: thing.pallet, change };
  if ('claimedBin' in thing) return { place: 'unconfirmed', bin: thing.claimedBin, pallet: thing.pallet, change };
  return { place: 'hand', bin: null, pallet: thing.pallet, change };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
