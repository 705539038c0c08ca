import { closeAnomaly, openAnomaly } from '../anomalies/open.ts';
import { settleQuality } from '../anomalies/settle.ts';
import { brokenOf, type Ruling } from '../engine/ruling.ts';
import type { Slice } from '../engine/slice.ts';
import { missingReason, unknownLot } from '../lots/lot-questions.ts';
import { changeLot, closeOrReopen } from '../lots/lot-record.ts';
import type { CommandOf } from './command.ts';

/** Hold: a supervisor stops a lot everywhere, with a reason. A recalled lot stays recalled. */
export function judgeHold(slice: Slice, { payload }: CommandOf<'hold'>): Ruling {
  return {
    broken: brokenOf(unknownLot(slice, payload.lot), missingReason(payload.reason)),
    carryOut: (books) =>
      changeLot(books, payload.lot, (lot) =>
        lot.status === 'recalled' ? lot : { ...lot, status: 'hold', holdReason: payload.reason?.trim() ?? '' },
      ),
  };
}

/** Release: a held lot returns to its place in the FEFO line, and what was doubted of it is decided. A recall cannot be released. */
export function judgeRelease(slice: Slice, { payload }: CommandOf<'release'>): Ruling {
  const lot = slice.lots.get(payload.lot);
  return {
    broken: brokenOf(
      unknownLot(slice, payload.lot),
      lot?.status === 'recalled' && { code: 'lot-recalled', lot: lot.key, reason: lot.holdReason ?? '' },
    ),
    carryOut: (books) => {
      if (lot?.status === 'recalled') return;
      changeLot(books, payload.lot, (held) => (held.status === 'hold' ? { ...held, status: 'available', holdReason: null } : held));
      settleQuality(books, payload.lot);
      closeOrReopen(books, payload.lot);
    },
  };
}

/** Recall: a supervisor stops lots for good, wherever they stand, with a reason. One nobody knows keeps no other from being stopped. */
export function judgeRecall(slice: Slice, { payload }: CommandOf<'recall'>): Ruling {
  const known = payload.lots.filter((lot) => slice.lots.has(lot));
  const unknown = payload.lots.filter((lot) => !slice.lots.has(lot));
  return {
    broken: brokenOf(...(known.length === 0 ? unknown.map((lot) => unknownLot(slice, lot)) : []), missingReason(payload.reason)),
    carryOut: (books) => {
      for (const lot of unknown) openAnomaly(books, 'unknown-lot', { lot });
      for (const key of known) {
        changeLot(books, key, (lot) => ({ ...lot, status: 'recalled', holdReason: payload.reason?.trim() ?? null }));
      }
    },
  };
}

/** A supervisor closes an anomaly with a reason; one that is closed already stays as it is. */
export function judgeCloseAnomaly(slice: Slice, { payload }: CommandOf<'close-anomaly'>): Ruling {
  const anomaly = slice.anomalies.get(payload.anomaly);
  return {
    broken: brokenOf(!anomaly && { code: 'code-unknown', raw: payload.anomaly }, missingReason(payload.reason)),
    carryOut: (books) => {
      if (anomaly) closeAnomaly(books, anomaly, payload.reason?.trim() ?? '');
    },
  };
}
