import type { Books } from '../engine/books.ts';
import { lotNumberOf } from '../lots/ids.ts';
import type { Standing } from './eligibility.ts';

/**
 * A supervisor took a younger lot on purpose: a deviation, not an anomaly. Names the lots skipped, by whom
 * and why, which is the evidence 21 CFR 211.150 asks for.
 */
export function skippedLots(books: Books, older: readonly Standing[]): void {
  const { override } = books.command;
  const [first] = older;
  if (!override || !first || override.role !== 'supervisor' || !books.context.overrideRoles.includes('supervisor')) return;
  if (override.reason.trim() === '') return;
  books.flags.push({
    code: 'fefo-override',
    severity: 'info',
    facts: {
      lots: [...new Set(older.map((each) => lotNumberOf(each.lot.key)))].join(', '),
      bin: first.row.bin,
      worker: override.worker,
      reason: override.reason,
    },
  });
}
