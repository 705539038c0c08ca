import { closeAnomaly } from '../anomalies/open.ts';
import { unknownLot } from '../bins/bin-questions.ts';
import { brokenOf, type Ruling } from '../engine/ruling.ts';
import type { Slice } from '../engine/slice.ts';
import { changeLot, closeOrReopen } from '../lots/lot-record.ts';
import type { CommandOf } from './command.ts';

/** Hold: a supervisor stops a lot everywhere, with a reason. A recalled lot stays recalled. */
export function judgeHold(slice: Slice, { payload }: CommandOf<'hold'>): Ruling {
  return {
    broken: brokenOf(unknownLot(slice, payload.lot), !payload.reason?.trim() && { code: 'reason-required' }),
    carryOut: (books) =>
      changeLot(books, payload.lot, (lot) =>
        lot.status === 'recalled' ? lot : { ...lot, status: 'hold', holdReason: payload.reason?.trim() ?? '' },
      ),
  };
}

/** Release: a held lot returns to its place in the FEFO line. Nothing happens to a lot that is not held. */
export function judgeRelease(slice: Slice, { payload }: CommandOf<'release'>): Ruling {
  return {
    broken: brokenOf(unknownLot(slice, payload.lot)),
    carryOut: (books) => {
      changeLot(books, payload.lot, (lot) => (lot.status === 'hold' ? { ...lot, status: 'available', holdReason: null } : lot));
      closeOrReopen(books, payload.lot);
    },
  };
}

/** Recall: a supervisor stops lots for good, wherever they stand, with a reason. */
export function judgeRecall(slice: Slice, { payload }: CommandOf<'recall'>): Ruling {
  return {
    broken: brokenOf(...payload.lots.map((lot) => unknownLot(slice, lot)), !payload.reason?.trim() && { code: 'reason-required' }),
    carryOut: (books) => {
      for (const key of payload.lots) {
        changeLot(books, key, (lot) => ({ ...lot, status: 'recalled', holdReason: payload.reason?.trim() ?? null }));
      }
    },
  };
}

/** A supervisor closes an anomaly with a reason; one that is closed already stays as it is. */
export function judgeCloseAnomaly(slice: Slice, { payload }: CommandOf<'close-anomaly'>): Ruling {
  const anomaly = slice.anomalies.get(payload.anomaly);
  return {
    broken: brokenOf(!anomaly && { code: 'code-unknown', raw: payload.anomaly }, !payload.reason?.trim() && { code: 'reason-required' }),
    carryOut: (books) => {
      if (anomaly) closeAnomaly(books, anomaly, payload.reason?.trim() || 'closed without a reason');
    },
  };
}
