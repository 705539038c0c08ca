import { type DayIso, parseDay } from '../engine/time.ts';
import { findAi } from './ai-table.ts';
import { lastDayOf } from './content-rules.ts';
import { judgeValue } from './element-value.ts';
import { fault, type Gs1Fault } from './gs1-data.ts';

/** A date of an AI: the calendar day, whether the label left the day out (00), and the time where the AI has one. */
export interface AiDate {
  readonly ok: true;
  readonly iso: DayIso;
  readonly dayOmitted: boolean;
  /** `HH:MM` or, with seconds, `HH:MM:SS`; minutes left out are 00. */
  readonly time: string | null;
}

/**
 * Reads the value of a date AI (11–17, 7003, 7006, 7007's first day, 7011, 4324–4326, 8008, 7250, 7251).
 * Day 00 is the last day of the month; two digits of year mean the one year from 49 before to 50 after that of
 * `today` (General Specifications §7.12). An AI without a date is refused as `content`.
 */
export function readAiDate(ai: string, value: string, today: DayIso): AiDate | Gs1Fault {
  const rule = findAi(ai);
  if (!rule) return fault('unknown-ai', 0, ai);
  const yearDigits = yearDigitsOf(rule.components[0]?.rules ?? []);
  if (yearDigits === 0) return fault('content', 0, ai);
  const found = judgeValue(rule, value);
  if (found) return fault(found.error, found.at, ai);

  const written = Number(value.slice(0, yearDigits));
  const year = yearDigits === 4 ? written : yearNear(written, Number(today.slice(0, 4)));
  const month = Number(value.slice(yearDigits, yearDigits + 2));
  const day = Number(value.slice(yearDigits + 2, yearDigits + 4));
  const iso = parseDay(`${String(year).padStart(4, '0')}-${pad(month)}-${pad(day || lastDayOf(year, month))}`);
  // 29 February of the year 00, valid as 2000, is no day of 2100.
  if (!iso) return fault('date-day', yearDigits + 2, ai);
  return { ok: true, iso, dayOmitted: day === 0, time: ai === '7007' ? null : readTime(value.slice(yearDigits + 4)) };
}

/** A day as YYMMDD, for AIs 11–17. */
export function toAiDate(day: DayIso): string {
  return day.slice(2).replaceAll('-', '');
}

function yearDigitsOf(rules: readonly string[]): 0 | 2 | 4 {
  if (rules.includes('yyyymmdd')) return 4;
  return rules.includes('yymmdd') || rules.includes('yymmd0') ? 2 : 0;
}

function yearNear(twoDigits: number, contextYear: number): number {
  const first = contextYear - 49;
  return first + ((((twoDigits - first) % 100) + 100) % 100);
}

function readTime(digits: string): string | null {
  if (digits === '') return null;
  return (digits.length < 4 ? `${digits}00` : digits).replace(/(\d\d)(?=\d)/g, '$1:');
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
