import type { Books } from '../engine/books.ts';
import type { LotKey } from '../lots/ids.ts';
import { compareFefo, type Terms } from './eligibility.ts';
import { olderEligible } from './violation.ts';

/**
 * A supervisor took a younger lot on purpose: a deviation, not an anomaly. Names the lots skipped, by whom
 * and why, which is the evidence 21 CFR 211.150 asks for.
 */
export function noteOverride(books: Books, lot: LotKey, terms: Terms): void {
  const { override } = books.command;
  const skipped = [...olderEligible(books.slice, lot, terms)].sort(compareFefo);
  const [first] = skipped;
  if (!override || !first) return;
  const lots = [...new Set(skipped.map((each) => each.lot.number))].join(', ');
  const facts = { lots, bin: first.row.bin, worker: override.worker, reason: override.reason };
  books.flags.push({ code: 'fefo-override', severity: 'info', facts });
}
