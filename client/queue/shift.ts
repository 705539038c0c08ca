import type { Role } from '../../shared/domain/access/matrix.ts';
import { deviceOf } from './device-key.ts';
import type { OutboxDatabase, Shift } from './outbox-database.ts';

/** A session as the server opened it. */
export interface OpenedSession {
  readonly id: string;
  readonly worker: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: string;
  readonly timeZone: string;
  readonly deviceId: string;
  readonly expiresAt: number;
}

/** Somebody signed in: their acts carry their name from here on, in the first of their roles until they choose another. */
export async function startShift(outbox: OutboxDatabase, session: OpenedSession): Promise<void> {
  const { id, name, deviceId, roles, ...rest } = session;
  const device = await deviceOf(outbox);
  const shift: Shift = { ...rest, name: 'this', session: id, workerName: name, roles, role: roles[0] ?? 'picker' };
  await outbox.transaction('rw', outbox.device, outbox.shift, async () => {
    await outbox.device.put({ ...device, deviceId });
    await outbox.shift.put(shift);
  });
}

/** A worker with several roles acts in one at a time. */
export async function actAs(outbox: OutboxDatabase, role: Role): Promise<void> {
  await outbox.shift.update('this', { role });
}

/** Nobody is on shift; what is queued stays and still drains. */
export async function endShift(outbox: OutboxDatabase): Promise<void> {
  await outbox.shift.clear();
}
