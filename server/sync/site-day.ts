import { type DayIso, dayInZone, type EpochMs } from '../../shared/domain/engine/time.ts';

/** Zones differ from UTC by whole quarters of an hour, so within one no day begins. */
const QUARTER_HOUR_MS = 900_000;
const MOST_KEPT = 10_000;

/** `dayInZone`, remembered by quarter hour: asking the calendar costs as much as a rule. */
export function rememberedDays(): (at: EpochMs, timeZone: string) => DayIso {
  const days = new Map<string, DayIso>();
  return (at, timeZone) => {
    const name = `${timeZone} ${Math.floor(at / QUARTER_HOUR_MS)}`;
    const known = days.get(name);
    if (known) return known;
    if (days.size >= MOST_KEPT) days.clear();
    const day = dayInZone(at, timeZone);
    days.set(name, day);
    return day;
  };
}
