import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import type { Language } from '../../shared/words/words.ts';
import type { ReportCard, ReportState } from '../local/use-reports.ts';
import { didText } from './did-text.ts';

/** Undo takes a scan back without a trace of blame only this long. */
const UNDO_MS = 10_000;

export interface RecentScan {
  readonly id: CommandId;
  readonly text: string;
  /** When it was kept on this phone, wall time. */
  readonly keptAt: number;
  readonly undone: boolean;
  readonly state: ReportState;
}

/** The newest reports as deeds, newest first; an undo is shown on what it undid. */
export function recentOf(cards: readonly ReportCard[], language: Language): RecentScan[] {
  const undone = new Set(cards.flatMap(({ report: { body } }) => (body.kind === 'void' ? [body.payload.of] : [])));
  return cards
    .filter(({ report }) => report.body.kind !== 'void')
    .map(({ report, state }) => ({
      id: report.id,
      text: didText(language, report.body),
      keptAt: report.enqueuedAt,
      undone: undone.has(report.id),
      state,
    }));
}

export function canUndo(scan: RecentScan, now: number): boolean {
  return !scan.undone && now - scan.keptAt < UNDO_MS;
}
