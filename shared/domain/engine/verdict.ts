import type { AnomalyCode, AnomalyFacts, Severity } from '../anomalies/anomaly.ts';
import type { Effect } from './effect.ts';
import type { Refusal } from './refusal.ts';

/** What is told of a fact and leaves nobody anything to close. */
type Remark = 'fefo-override' | 'order-uncertain';

/** Something worth telling about a recorded fact; `anomaly` names the record a person must close. */
export interface Flag {
  readonly code: AnomalyCode | Remark;
  readonly severity: Severity;
  readonly anomaly?: string;
  readonly facts: AnomalyFacts;
}

/** What the rules say of an ask, and of a report. */
export type Outcome = 'accepted' | 'refused' | 'recorded' | 'flagged' | 'parked';

/** `applied` in full; `partial`: less than claimed; `none`: nothing in stock changed. */
export type Extent = 'applied' | 'partial' | 'none';

/**
 * The rules' answer to one command over one slice. `broke` is the first rule a supervisor would name;
 * `overridable`: a supervisor's badge and a reason would turn the refusal into yes.
 */
export interface Judgement {
  readonly outcome: Outcome;
  readonly broke: Refusal | null;
  readonly overridable: boolean;
  readonly flags: readonly Flag[];
  readonly extent: Extent;
  readonly effects: readonly Effect[];
}
