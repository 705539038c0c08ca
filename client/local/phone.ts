import type { PhoneClock } from '../queue/clock.ts';
import type { OutboxDatabase } from '../queue/outbox-database.ts';
import type { Views } from './views.ts';

/** This phone, started: its queue, its copy of the stock, its clock. */
export interface Phone {
  readonly outbox: OutboxDatabase;
  readonly views: Views;
  readonly clock: PhoneClock;
  /** A report was kept: it can be sent, and shown. */
  readonly kept: () => void;
}

let phone: Phone | null = null;

/** The one phone this document runs on; `startQueue` starts it. */
export function thisPhone(): Phone {
  if (!phone) throw new Error('the queue is not started');
  return phone;
}

export function setThisPhone(started: Phone | null): void {
  phone = started;
}
