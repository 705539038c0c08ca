import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { type BackupPlan, isDue, isLate } from './backup-plan.ts';
import type { TakenBackup } from './take-backup.ts';

export interface BackupTimer {
  readonly every: BackupPlan['every'];
  /** How often it looks whether one is due, ms. */
  readonly lookEvery: number;
  readonly now: () => EpochMs;
  /** The site's; null while there is no site, and so nothing to lose. */
  readonly timeZone: () => string | null;
  /** When the last verified backup was made, by whomever. */
  readonly lastAt: () => number | null;
  readonly take: (now: EpochMs) => Promise<TakenBackup>;
  readonly onTaken: (taken: TakenBackup) => void;
  readonly onError: (error: unknown) => void;
}

export interface Backups {
  /** What to tell who asks whether all is well; null when it is. */
  warning(): string | null;
  /** Looks at once whether one is due, and waits for it. */
  look(): Promise<void>;
  /** Ends the timer. A backup under way is not waited for: what is left of it is cleared away later. */
  stop(): void;
}

/** After one that failed the next is not tried at once. */
const AFTER_FAILURE_MS = 10 * 60_000;

/** Backs up whenever one is due, one at a time. One that fails is told, and tried again ten minutes later. */
export function startBackups(parts: BackupTimer): Backups {
  const started = parts.now();
  let failedAt: number | null = null;
  let underWay: Promise<void> | null = null;

  async function backUp(now: EpochMs): Promise<void> {
    try {
      parts.onTaken(await parts.take(now));
      failedAt = null;
    } catch (error) {
      failedAt = now;
      parts.onError(error);
    }
  }

  async function look(): Promise<void> {
    const now = parts.now();
    const timeZone = parts.timeZone();
    const rests = failedAt !== null && now - failedAt < AFTER_FAILURE_MS;
    if (underWay || rests || timeZone === null || !isDue(parts.every, parts.lastAt(), now, timeZone)) return underWay ?? undefined;
    underWay = backUp(now).finally(() => {
      underWay = null;
    });
    return underWay;
  }

  const timer = setInterval(() => void look(), parts.lookEvery);
  timer.unref();
  return {
    look,
    warning: () => {
      if (parts.timeZone() === null || !isLate(parts.every, parts.lastAt(), started, parts.now())) return null;
      const lastAt = parts.lastAt();
      return lastAt === null ? 'there is no verified backup yet' : `the last verified backup is of ${new Date(lastAt).toISOString()}`;
    },
    stop: () => clearInterval(timer),
  };
}
