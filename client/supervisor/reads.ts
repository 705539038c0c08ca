import type { Severity } from '../../shared/domain/anomalies/anomaly.ts';
import { api } from '../api.ts';
import type { AgeQuestion } from '../desk/answers.ts';
import type { Read } from '../desk/use-answer.ts';

type Options = Parameters<Read<unknown, unknown>>[1];

/** Open ones of every severity or of one, or those that are closed. */
export type AnomalyShow = 'all' | Severity | 'closed';

/** How many anomalies Today lists. */
const WORST = 12;
/** The most the server hands out at once of each. */
const MOST_ANOMALIES = 500;
const MOST_LOTS = 5000;

export async function readToday(_: null, options: Options) {
  const [anomalies, age, stuck, phones] = await Promise.all([
    api.anomalies.list.query({ limit: WORST }, options),
    api.lots.age.query({ limit: 1 }, options),
    api.stuck.list.query(undefined, options),
    api.devices.board.query(undefined, options),
  ]);
  return { anomalies, cells: age.cells, stuck: stuck.length, phones };
}

export function readAge(question: AgeQuestion, options: Options) {
  return api.lots.age.query({ ...question, limit: MOST_LOTS }, options);
}

export function readPhones(_: null, options: Options) {
  return api.devices.board.query(undefined, options);
}

export function readStuck(_: null, options: Options) {
  return api.stuck.list.query(undefined, options);
}

export function readAnomalies(show: AnomalyShow, options: Options) {
  const severity = show === 'all' || show === 'closed' ? {} : { severity: show };
  return api.anomalies.list.query({ open: show !== 'closed', ...severity, limit: MOST_ANOMALIES }, options);
}

export function readAnomaly(id: string, options: Options) {
  return api.anomalies.one.query({ id }, options);
}

export function readLot(lot: string, options: Options) {
  return api.lots.page.query({ lot }, options);
}

export async function findLots(text: string, options: Options) {
  return text ? api.lots.search.query({ text, limit: 50 }, options) : [];
}
