import { randomUUID } from 'node:crypto';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { AccessStore, Device, Worker } from './access-store.ts';
import { thumbprintOf } from './device-key.ts';
import { pinFits } from './pin.ts';
import { openSession, type Session } from './session.ts';

const MOST_WRONG_PINS = 5;
const LOCKED_MS = 15 * 60_000;

export interface SignIn {
  readonly badge: string;
  readonly pin: string;
  readonly publicKey: string;
  readonly deviceName: string;
}

export type SignInResult =
  | { readonly ok: true; readonly session: Session; readonly token: string }
  | { readonly ok: false; readonly why: 'wrong' | 'device-revoked' }
  | { readonly ok: false; readonly why: 'locked'; readonly minutes: number };

/**
 * Badge and PIN on a phone that holds this key. Five wrong PINs lock the badge on that phone for 15 minutes.
 * All phones nobody has signed in on share one count, so a stranger with ever new keys gets five guesses
 * too, and locks no phone that is in use. The guess is counted before it is checked: guesses sent at once count each.
 */
export async function signIn(store: AccessStore, input: SignIn, now: EpochMs): Promise<SignInResult> {
  const known = store.deviceByThumbprint(thumbprintOf(input.publicKey));
  if (known?.revokedAt) return { ok: false, why: 'device-revoked' };
  const place = known?.id ?? '';
  store.forgetFailuresBefore(now - LOCKED_MS);
  const failures = store.failures(input.badge, place);
  if (failures.count >= MOST_WRONG_PINS) return locked(failures.lastAt + LOCKED_MS - now);
  store.addFailure(input.badge, place, now);

  const worker = store.workerByBadge(input.badge);
  const fits = await pinFits(worker?.active ? worker.pinHash : null, input.pin);
  if (!worker || !fits) {
    if (failures.count + 1 < MOST_WRONG_PINS) return { ok: false, why: 'wrong' };
    store.noteAct({ at: now, act: 'sign-in-locked', worker: worker?.id ?? null, device: known?.id ?? null, facts: { badge: input.badge } });
    return locked(LOCKED_MS);
  }
  store.clearFailures(input.badge, place);
  return welcome(store, worker, input, now);
}

function welcome(store: AccessStore, worker: Worker, input: SignIn, now: EpochMs): SignInResult {
  return store.atomically(() => {
    const device = store.deviceByThumbprint(thumbprintOf(input.publicKey)) ?? register(store, worker, input, now);
    const opened = openSession(store, worker, device, now);
    store.noteAct({ at: now, act: 'signed-in', worker: worker.id, device: device.id, facts: { session: opened.session.id } });
    return { ok: true, ...opened };
  });
}

function register(store: AccessStore, worker: Worker, { publicKey, deviceName }: SignIn, now: EpochMs): Device {
  const device = { id: randomUUID(), publicKey, name: deviceName, registeredAt: now, registeredBy: worker.id, revokedAt: null };
  store.insertDevice({ ...device, thumbprint: thumbprintOf(publicKey), by: worker.id });
  store.noteAct({ at: now, act: 'device-registered', worker: worker.id, device: device.id, facts: { name: deviceName } });
  return device;
}

function locked(ms: number): SignInResult {
  return { ok: false, why: 'locked', minutes: Math.max(1, Math.ceil(ms / 60_000)) };
}
