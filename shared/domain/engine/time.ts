import type { Brand } from './brand.ts';

/** An instant, milliseconds since 1970-01-01T00:00Z. */
export type EpochMs = Brand<number, 'EpochMs'>;

/** A calendar day `YYYY-MM-DD`, no zone attached. Compares correctly as a string. */
export type DayIso = Brand<string, 'DayIso'>;

const DAY_MS = 86_400_000;
const DAY_SHAPE = /^\d{4}-\d{2}-\d{2}$/;

/** Mints an instant; null when the number is not a safe integer. */
export function parseEpochMs(value: number): EpochMs | null {
  return Number.isSafeInteger(value) ? (value as EpochMs) : null;
}

/** Mints a day; null for a shape other than `YYYY-MM-DD` and for a day the calendar does not have. */
export function parseDay(text: string): DayIso | null {
  if (!DAY_SHAPE.test(text)) return null;
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at)) return null;
  return new Date(at).toISOString().slice(0, 10) === text ? (text as DayIso) : null;
}

/** Whole days from one calendar day to a later one; negative when `to` is earlier. */
export function daysBetween(from: DayIso, to: DayIso): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** The day `count` days after (before, when negative) the given one. */
export function addDays(day: DayIso, count: number): DayIso {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10) as DayIso;
}

/** Zones differ from UTC by whole quarters of an hour, so within one no day begins. */
const QUARTER_HOUR_MS = 900_000;

/** A zone's calendar, and what it last said: asking it costs as much as a rule, and most is asked of one and the same hour. */
interface ZoneDays {
  readonly format: Intl.DateTimeFormat;
  quarter: number;
  day: DayIso;
}

const daysByZone = new Map<string, ZoneDays>();

/**
 * The calendar day it is at a site at an instant: 12:30Z on 20 November is already the 21st in Auckland.
 * `timeZone` is an IANA name; an unknown one throws a RangeError (settings refuse it before it gets here).
 */
export function dayInZone(at: EpochMs, timeZone: string): DayIso {
  const days = daysByZone.get(timeZone) ?? daysOf(timeZone);
  const quarter = Math.floor(at / QUARTER_HOUR_MS);
  if (days.quarter !== quarter) {
    days.day = days.format.format(at) as DayIso;
    days.quarter = quarter;
  }
  return days.day;
}

function daysOf(timeZone: string): ZoneDays {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const days: ZoneDays = { format, quarter: Number.NaN, day: '' as DayIso };
  daysByZone.set(timeZone, days);
  return days;
}

/** Whether a name is one of the IANA time zones. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** The later of two instants; the second where the first is not known. */
export function latest(a: EpochMs | undefined, b: EpochMs): EpochMs {
  return a !== undefined && a > b ? a : b;
}

/** The earlier of two instants; null where neither is known. */
export function earliest(a: EpochMs | null, b: EpochMs | null): EpochMs | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
