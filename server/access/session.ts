import { randomUUID } from 'node:crypto';
import type { Role } from '../../shared/domain/access/matrix.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { AccessStore, Device, Worker } from './access-store.ts';
import { mintToken } from './token.ts';

const HOUR = 3_600_000;
/** A shift: nobody stays signed in longer. */
const SHIFT_MS = 12 * HOUR;
/** A phone that has been silent this long asks for the badge again; its queue drains all the same. */
const IDLE_MS = 6 * HOUR;
/** How often being alive is written down. */
const SEEN_EVERY_MS = 60_000;

/** A person at work on a phone. Roles are those the worker holds now, not those of when the shift began. */
export interface Session {
  readonly id: string;
  readonly worker: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: string;
  readonly deviceId: string;
  readonly expiresAt: EpochMs;
}

/** One phone, one worker at a time: whoever was signed in on it is signed out. */
export function openSession(store: AccessStore, worker: Worker, device: Device, now: EpochMs): { session: Session; token: string } {
  const token = mintToken();
  const row = { id: randomUUID(), worker: worker.id, device: device.id, expiresAt: now + SHIFT_MS };
  store.revokeSessionsOfDevice(device.id, now);
  store.insertSession({ ...row, token, at: now });
  return { session: sessionOf(row, worker), token };
}

/** The session a token opens; null once it is expired, idle too long, revoked, or its worker or phone no longer works here. */
export function readSession(store: AccessStore, token: string, now: EpochMs): Session | null {
  const row = store.sessionByToken(token);
  if (!row || now >= row.expiresAt || now - row.seenAt >= IDLE_MS) return null;
  const worker = store.worker(row.worker);
  if (!worker?.active || store.device(row.device)?.revokedAt !== null) return null;
  if (now - row.seenAt >= SEEN_EVERY_MS) store.sessionSeen(row.id, now);
  return sessionOf(row, worker);
}

export function closeSession(store: AccessStore, session: Session, now: EpochMs): void {
  store.revokeSession(session.id, now);
  store.noteAct({ at: now, act: 'signed-out', worker: session.worker, device: session.deviceId, facts: { session: session.id } });
}

function sessionOf(row: { id: string; device: string; expiresAt: number }, worker: Worker): Session {
  const { id: workerId, name, roles, language } = worker;
  return { id: row.id, worker: workerId, name, roles, language, deviceId: row.device, expiresAt: row.expiresAt as EpochMs };
}
