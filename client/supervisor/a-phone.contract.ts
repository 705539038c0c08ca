import { at } from '../desk/a-desk.contract.tsx';
import type { BoardPhone } from '../desk/answers.ts';

/** A phone in good order at noon, Ana's shift running on it. */
export function phone(some: Partial<BoardPhone>): BoardPhone {
  return {
    id: 'd-1',
    name: 'Android Chrome',
    registeredAt: at('2026-11-01T08:00:00Z'),
    revokedAt: null,
    seenAt: at('2026-11-20T11:59:00Z'),
    worker: 'Ana',
    onShift: true,
    held: 0,
    oldestAt: null,
    clockOff: 400,
    build: '1.0.0',
    persisted: true,
    wiped: false,
    ...some,
  };
}
