import type { ReactNode } from 'react';
import type { Role } from '../../shared/domain/access/matrix.ts';
import { parseBinCode } from '../../shared/domain/bins/bin.ts';
import { type EpochMs, parseDay } from '../../shared/domain/engine/time.ts';
import { lotKey, parseGtin, parseLotNumber } from '../../shared/domain/lots/ids.ts';
import type { Item } from '../../shared/domain/lots/item.ts';
import { parseQuantity } from '../../shared/domain/lots/quantity.ts';
import { commandIdSchema } from '../../shared/wire/ids.ts';
import type { AnomalyRow } from './answers.ts';
import { type Desk, DeskContext } from './desk.ts';

/** What a page needs around it: a supervisor's desk in Warsaw at 13:00 on 20 November 2026, selling peas by the kilogram. */

export function sure<T>(value: T | null): T {
  if (value === null) throw new Error('the test names something that does not parse');
  return value;
}

export const at = (text: string) => Date.parse(text) as EpochMs;
export const day = (text: string) => sure(parseDay(text));
export const bin = (text: string) => sure(parseBinCode(text));
export const quantity = (steps: number) => sure(parseQuantity(steps));

export const NOW = at('2026-11-20T12:00:00Z');
export const PEAS: Item = {
  gtin: sure(parseGtin('09521000000018')),
  sku: 'VEG-1',
  name: 'Garden peas',
  unit: 'kg',
  decimals: 3,
  unitsPerCarton: null,
  cartonsPerPallet: null,
  storageClass: 'frozen',
  expiryRequired: true,
  minDaysAtDispatch: 0,
  minDaysAtReceipt: 0,
  minLifeFraction: null,
  expiringSoonDays: 7,
};
export const lot = (number: string) => lotKey(PEAS.gtin, sure(parseLotNumber(number)));
export const command = (n: number) => commandIdSchema.parse(`01900000-0000-7000-8000-${String(n).padStart(12, '0')}`);

export function OnDesk({ roles = ['supervisor'], children }: { roles?: readonly Role[]; children: ReactNode }) {
  const desk: Desk = {
    roles,
    timeZone: 'Europe/Warsaw',
    now: NOW,
    today: day('2026-11-20'),
    zones: [],
    items: new Map([[PEAS.gtin, PEAS]]),
  };
  return <DeskContext value={desk}>{children}</DeskContext>;
}

/** Ola put L-2 into A-01-1 while Dev had put L-1 there; nobody knows how wrong Dev's clock was. */
export const TWO_CLAIMS: AnomalyRow = {
  id: `${command(1)} bin-conflict ${lot('L-2')} A-01-1`,
  code: 'bin-conflict',
  severity: 'stop',
  stage: 'storage',
  item: PEAS.gtin,
  lot: lot('L-2'),
  bin: bin('A-01-1'),
  pallet: null,
  facts: { broke: 'bin-occupied', bin: 'A-01-1', occupant: lot('L-1') },
  claims: [
    {
      command: command(1),
      worker: 'w1',
      workerName: 'Demo picker',
      device: 'd1',
      deviceName: 'Floor 1',
      at: at('2026-11-20T11:30:00Z'),
      error: 1200,
    },
    {
      command: command(2),
      worker: 'w2',
      workerName: 'Demo dock worker',
      device: 'd2',
      deviceName: 'Dock 1',
      at: at('2026-11-20T11:29:00Z'),
      error: null,
    },
  ],
  openedAt: at('2026-11-20T11:30:00Z'),
  openedBy: command(1),
  assignee: null,
  closedAt: null,
  closedBy: null,
  closedReason: null,
  lotNumber: sure(parseLotNumber('L-2')),
  itemName: PEAS.name,
};
