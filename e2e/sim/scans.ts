import type { Stamp } from '../../client/queue/clock.ts';
import type { ReportBody } from '../../client/queue/report-body.ts';
import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import type { Cursor } from '../../shared/wire/push.ts';
import { diceOf } from './dice.ts';
import { BINS, LOT_NUMBERS, lotAt, PEAS, UNWRITABLE, WORKER } from './small-site.ts';
import type { Scan } from './steps.ts';

/** What the phone knows when somebody scans. */
export interface ScanPlace {
  readonly deviceId: string;
  readonly clock: Stamp;
  readonly cursor: Cursor | null;
  /** Reports kept here before, the newest last: what an undo can name. */
  readonly kept: readonly CommandId[];
}

/** The report a scan becomes. Its id follows from the scan itself, so that a history with fewer steps keeps the others' ids. */
export function bodyOf(scan: Scan, { deviceId, clock, cursor, kept }: ScanPlace): ReportBody {
  const body = {
    v: 1,
    id: diceOf(scan.luck).uuid(clock.wall),
    deviceId,
    kind: scan.poison === 'kind' ? 'juggle' : scan.poison === 'store' ? 'receive' : scan.kind,
    kindVersion: 1,
    payload: scan.poison === 'payload' ? { lot: 7 } : payloadOf(scan, kept),
    actor: { worker: WORKER.id, role: 'dock', session: 's' },
    clock,
    basis: cursor ? { epoch: cursor.epoch, rev: cursor.rev } : { epoch: '', rev: 0 },
    told: { outcome: 'ok', codes: scan.poison === 'gate' ? Array.from({ length: 21 }, () => 'x') : [] },
    scans: [],
  };
  return body as unknown as ReportBody;
}

function payloadOf({ kind, poison, lot: lotIndex, from: fromIndex, to: toIndex, quantity }: Scan, kept: readonly CommandId[]): object {
  const [number, from, to] = [LOT_NUMBERS[lotIndex], BINS[fromIndex]?.code, BINS[toIndex]?.code];
  if (!number || !from || !to) throw new Error('the scan names something outside the small site');
  if (poison === 'store') return { item: PEAS, lot: UNWRITABLE, to, quantity };
  const lot = lotAt(number);
  switch (kind) {
    case 'receive':
      return { item: PEAS, lot: number, to, quantity: quantity * 5, expiryOn: `2027-0${lotIndex + 1}-15` };
    case 'transfer':
      return { lot, from, to, quantity };
    case 'pick':
      return { lot, from, quantity, ...(toIndex < 3 && { to: 'STAGE' }) };
    case 'dispatch':
      return { lot, ...(toIndex < 3 && { from: 'STAGE' }), quantity, destination: 'ACME' };
    case 'sighting':
      return { lot, bin: from };
    case 'count':
      return { bin: from, found: [{ lot, quantity }] };
    case 'hold':
      return { lot, reason: 'smell' };
    case 'void':
      return { of: kept.at(-1 - (quantity % 3)) ?? '01900000-0000-7000-8000-000000000000' };
  }
}
