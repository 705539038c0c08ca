import { randomUUID } from 'node:crypto';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { AccessStore, Device, Worker } from './access-store.ts';
import { thumbprintOf } from './device-key.ts';
import { pinFits } from './pin.ts';
import { openSession, type Session } from './session.ts';

const MOST_WRONG_PINS = 5;
const LOCKED_MS = 15 * 60_000;
const MOST_GUESSES_A_DAY = 50;

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
 * too, and locks no phone that is in use. On phones the worker has never signed in on, those who enrolled them share a
 * day's guesses, however many phones they enrol. The guess is counted before it is checked: guesses sent at once count each.
 */
export async function signIn(store: AccessStore, input: SignIn, now: EpochMs): Promise<SignInResult> {
  const known = store.deviceByThumbprint(thumbprintOf(input.publicKey));
  if (known?.revokedAt) return { ok: false, why: 'device-revoked' };
  const worker = store.workerByBadge(input.badge);
  const guess = guessOf(store, { worker, known, badge: input.badge });
  const lockedMs = lockOf(store, guess, now);
  if (lockedMs !== null) return locked(lockedMs);
  const nth = countGuess(store, guess, now);

  const fits = await pinFits(worker?.active ? worker.pinHash : null, input.pin);
  if (worker && fits) {
    store.clearFailures(guess.badge, guess.place);
    return welcome(store, worker, input, now);
  }
  if (nth < MOST_WRONG_PINS) return { ok: false, why: 'wrong' };
  store.noteAct({ at: now, act: 'sign-in-locked', worker: worker?.id ?? null, device: known?.id ?? null, facts: { badge: guess.badge } });
  return locked(LOCKED_MS);
}

/** A PIN typed for a badge: where it counts, and, on a phone its worker has never been signed in on, who enrolled that phone. */
interface Guess {
  readonly badge: string;
  readonly place: string;
  readonly registrar: string | null;
}

function guessOf(store: AccessStore, { worker, known, badge }: { worker: Worker | null; known: Device | null; badge: string }): Guess {
  const isStrange = known !== null && !(worker && store.hasWorkedOn(worker.id, known.id));
  return { badge, place: known?.id ?? '', registrar: isStrange ? known.registeredBy : null };
}

/** How long a badge stays locked there, ms; null: it is not. */
function lockOf(store: AccessStore, { badge, place, registrar }: Guess, now: EpochMs): number | null {
  store.forgetFailuresBefore(now - LOCKED_MS);
  const { count, lastAt } = store.failures(badge, place);
  if (count >= MOST_WRONG_PINS) return lastAt + LOCKED_MS - now;
  return registrar !== null && store.guesses(badge, registrar, now) >= MOST_GUESSES_A_DAY ? LOCKED_MS : null;
}

/** Which guess in a row this is there. */
function countGuess(store: AccessStore, { badge, place, registrar }: Guess, now: EpochMs): number {
  store.addFailure(badge, place, now);
  if (registrar !== null) store.addGuess(badge, registrar, now);
  return store.failures(badge, place).count;
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
