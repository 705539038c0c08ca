import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { BoardPhone } from '../desk/answers.ts';

const MINUTE = 60_000;
/** A phone that is just handing in its scans is left alone. */
const HOLDS_AFTER_MS = 2 * MINUTE;
/** A phone in use says something every minute or so; behind a steel door it may take a while. */
const SILENT_AFTER_MS = 30 * MINUTE;
const CLOCK_OFF_MS = 5 * MINUTE;

/** What a phone needs a person for, gravest first. */
export type PhoneNeed = 'wiped' | 'holds' | 'silent' | 'unsafe' | 'clock' | 'revoked';

/** A phone that was wiped or locked out is only of interest while it holds something. */
export function needsOf(phone: BoardPhone, now: EpochMs): readonly PhoneNeed[] {
  const { held, onShift, clockOff, persisted, revokedAt, wiped } = phone;
  const isOver = wiped || revokedAt !== null;
  const unheardFor = now - (phone.seenAt ?? phone.registeredAt);
  const needs: readonly (readonly [PhoneNeed, boolean])[] = [
    ['wiped', wiped],
    ['holds', held > 0 && unheardFor > HOLDS_AFTER_MS],
    ['silent', !isOver && onShift && unheardFor > SILENT_AFTER_MS],
    ['unsafe', !isOver && persisted === false],
    ['clock', !isOver && Math.abs(clockOff ?? 0) > CLOCK_OFF_MS],
    ['revoked', revokedAt !== null],
  ];
  return needs.flatMap(([need, isSo]) => (isSo ? [need] : []));
}

/** Whether it is one to look after: it needs more than to be known as wiped or locked out. Today and the device board count by this. */
export function needsAttention(phone: BoardPhone, now: EpochMs): boolean {
  return needsOf(phone, now).some((need) => need !== 'wiped' && need !== 'revoked');
}
