import { dayInZone, type EpochMs } from '../../shared/domain/engine/time.ts';

/** When the server backs itself up: every night, in steps of so many ms, or never. */
export type Every = { readonly kind: 'night' } | { readonly kind: 'span'; readonly ms: number } | { readonly kind: 'off' };

/** What configuration says of backups. */
export interface BackupPlan {
  /** Absolute or seen from where the server is started. */
  readonly folder: string;
  /** A folder somebody named must be there already: a disk that is not mounted must not be mistaken for an empty folder. */
  readonly mayMakeFolder: boolean;
  readonly every: Every;
  /** How many backups stay. */
  readonly keep: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The night's backup is due from half past two, when most stores stand still. */
const NIGHT_BEGINS_MS = 2.5 * HOUR;
const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: HOUR, d: DAY };

/** Reads `night`, `off`, or a number of minutes, hours or days such as `15m`, `6h`, `1d`; null for anything else. */
export function parseEvery(text: string): Every | null {
  if (text === 'night' || text === 'off') return { kind: text };
  const [, count, unit] = /^([1-9]\d{0,3})([mhd])$/.exec(text) ?? [];
  return count && unit ? { kind: 'span', ms: Number(count) * (UNITS[unit] ?? DAY) } : null;
}

/** Whether a backup should be made now. `lastAt` null: there is none yet. A night that was slept through is made up for. */
export function isDue(every: Every, lastAt: number | null, now: EpochMs, timeZone: string): boolean {
  if (every.kind === 'off') return false;
  if (lastAt === null) return true;
  if (every.kind === 'span') return now - lastAt >= every.ms;
  return nightOf(lastAt as EpochMs, timeZone) !== nightOf(now, timeZone);
}

/** Whether the last backup is older than twice its schedule allows. `since`: when this server started, for a store without any. */
export function isLate(every: Every, lastAt: number | null, since: number, now: number): boolean {
  if (every.kind === 'off') return false;
  const step = every.kind === 'span' ? every.ms : DAY;
  return now - (lastAt ?? since) > 2 * step;
}

function nightOf(at: EpochMs, timeZone: string): string {
  return dayInZone((at - NIGHT_BEGINS_MS) as EpochMs, timeZone);
}
