import { type DayIso, dayInZone, daysBetween, type EpochMs } from '../domain/engine/time.ts';
import { type Language, localeOf, say, sayCount } from './words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** "5 Dec"; with its year when that is not the year of `today`. */
export function dayText(language: Language, day: DayIso, today: DayIso): string {
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat(localeOf(language), { day: 'numeric', month: 'short', ...year, timeZone: 'UTC' }).format(Date.parse(day));
}

/** How near a use-by day is: "expired 3 days ago", "last day", "15 days left". The day itself is still usable. */
export function remainingText(language: Language, expiryOn: DayIso, today: DayIso): string {
  const days = daysBetween(today, expiryOn);
  if (days === 0) return say(language, 'expiry.last-day');
  return days > 0 ? sayCount(language, 'expiry.left', days) : sayCount(language, 'expiry.ago', -days);
}

/** "10:31" on the site's clock, or "20 Nov 10:31" when that was another day than `now`. */
export function timeText(language: Language, at: EpochMs, where: { timeZone: string; now: EpochMs }): string {
  const { timeZone, now } = where;
  const time = new Intl.DateTimeFormat(localeOf(language), { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
  const day = dayInZone(at, timeZone);
  const today = dayInZone(now, timeZone);
  return day === today ? time : `${dayText(language, day, today)} ${time}`;
}

/** "2026-11-20 13:00:05" on the site's clock: an instant as a spreadsheet reads it and as it sorts. */
export function stampText(at: EpochMs, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at);
}

/** How far two clocks are apart, to the nearest minute, hour or day: 2 h 59 min is "3 h". */
export function gapText(language: Language, ms: number): string {
  const unit = ms < HOUR - MINUTE / 2 ? MINUTE : ms < 47.5 * HOUR ? HOUR : 24 * HOUR;
  return ageText(language, Math.round(ms / unit) * unit);
}

/** How long something has waited, in its largest whole unit: "4 min", "3 h", "2 d". */
export function ageText(language: Language, ms: number): string {
  if (ms < HOUR) return say(language, 'age.minutes', { n: Math.max(0, Math.floor(ms / MINUTE)) });
  if (ms < 48 * HOUR) return say(language, 'age.hours', { n: Math.floor(ms / HOUR) });
  return say(language, 'age.days', { n: Math.floor(ms / (24 * HOUR)) });
}
