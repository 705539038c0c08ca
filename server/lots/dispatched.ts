import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { LifeEvent } from './life-line.ts';

/** Goods of a lot that left the site and have not been taken back by an undo. What a recall must reach. */
export interface Dispatched {
  readonly command: string;
  /** Null: nobody said. */
  readonly destination: string | null;
  readonly shipment: string | null;
  readonly carrier: string | null;
  /** Steps. */
  readonly quantity: number;
  readonly at: EpochMs;
}

/** One line for every dispatch that took goods off the books, newest first; what was undone of it is not counted. */
export function dispatchedOf(life: readonly LifeEvent[]): readonly Dispatched[] {
  const cameBack = new Map<string, number>();
  for (const { undoes, booked } of life) if (undoes !== null) cameBack.set(undoes, (cameBack.get(undoes) ?? 0) + changeOf(booked));
  return life
    .filter(({ kind }) => kind === 'dispatch')
    .map(({ command, destination, shipment, carrier, booked, occurredAt }) => ({
      command,
      destination,
      shipment,
      carrier,
      quantity: -changeOf(booked) - (cameBack.get(command) ?? 0),
      at: occurredAt,
    }))
    .filter(({ quantity }) => quantity > 0)
    .reverse();
}

function changeOf(booked: LifeEvent['booked']): number {
  return booked.reduce((sum, { change }) => sum + change, 0);
}
