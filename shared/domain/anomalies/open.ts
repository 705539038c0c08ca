import { isOrderUncertain } from '../bins/stock-row.ts';
import { type Books, type Finding, write } from '../engine/books.ts';
import { gtinOf } from '../lots/ids.ts';
import type { Anomaly, AnomalyCode, Severity } from './anomaly.ts';
import { WEIGHTS } from './severity.ts';

/**
 * Opens an anomaly for the command being carried out and flags the command with it. Its id comes from the
 * command, so that judging the same report again finds the same anomaly. `severity` may only be milder than the code's own.
 */
export function openAnomaly(books: Books, code: AnomalyCode, finding: Finding, severity: Severity = WEIGHTS[code].severity): void {
  const lot = finding.lot ?? null;
  const facts = finding.facts ?? {};
  const id = [books.command.id, code, lot, finding.bin].filter(Boolean).join(' ');
  if (books.flags.some((flag) => flag.anomaly === id)) return;
  const anomaly: Anomaly = {
    id,
    code,
    severity,
    stage: WEIGHTS[code].stage,
    item: lot && gtinOf(lot),
    lot,
    bin: finding.bin ?? null,
    pallet: finding.pallet ?? null,
    facts,
    claims: finding.against ? [books.claim, finding.against] : [books.claim],
    openedAt: books.context.at,
    openedBy: books.command.id,
    assignee: null,
    closedAt: null,
    closedBy: null,
    closedReason: null,
  };
  write(books, 'anomaly', id, anomaly);
  books.flags.push({ code, severity, anomaly: id, facts });
  if (finding.against && isOrderUncertain(books.claim, finding.against)) remarkOrder(books);
}

/** Which of both sides came first is not sure: said once, whatever else the command clashes with. */
function remarkOrder({ flags }: Books): void {
  if (flags.some(({ code }) => code === 'order-uncertain')) return;
  flags.push({ code: 'order-uncertain', severity: 'info', facts: {} });
}

/** Closes one anomaly by the command being carried out; one that is closed already stays as it is. */
export function closeAnomaly(books: Books, anomaly: Anomaly, reason: string): void {
  if (anomaly.closedAt !== null) return;
  write(books, 'anomaly', anomaly.id, {
    ...anomaly,
    closedAt: books.context.at,
    closedBy: books.command.id,
    closedReason: reason,
  });
}
