import type { LotKey } from '../../shared/domain/lots/ids.ts';
import type { Lot } from '../../shared/domain/lots/lot.ts';
import type { Draft } from '../queue/report-body.ts';
import type { IconName } from '../ui/icon.tsx';

/** What a supervisor may decide about a whole lot. */
export interface QualityDecision {
  readonly kind: 'hold' | 'release' | 'recall';
  readonly icon: IconName;
  /** It stops goods for good. */
  readonly isGrave: boolean;
  readonly draftOf: (lot: LotKey, reason: string) => Draft;
}

const HOLD: QualityDecision = {
  kind: 'hold',
  icon: 'hand',
  isGrave: false,
  draftOf: (lot, reason) => ({ kind: 'hold', payload: { lot, reason }, scans: [] }),
};
const RELEASE: QualityDecision = {
  kind: 'release',
  icon: 'tick',
  isGrave: false,
  draftOf: (lot, reason) => ({ kind: 'release', payload: { lot, reason }, scans: [] }),
};
const RECALL: QualityDecision = {
  kind: 'recall',
  icon: 'bell',
  isGrave: true,
  draftOf: (lot, reason) => ({ kind: 'recall', payload: { lots: [lot], reason }, scans: [] }),
};

/** A recall is final; a lot that is gone can still be recalled from those who have it. */
export function decisionsOn({ status }: Pick<Lot, 'status'>): readonly QualityDecision[] {
  switch (status) {
    case 'recalled':
      return [];
    case 'hold':
      return [RELEASE, RECALL];
    case 'closed':
      return [RECALL];
    case 'expected':
    case 'available':
      return [HOLD, RECALL];
  }
}
