import type { Role } from '../../shared/domain/access/matrix.ts';
import { thisPhone } from '../local/phone.ts';
import { keepCertificates, presentAll } from '../queue/certificates.ts';
import { deviceOf, publicKeyOf } from '../queue/device-key.ts';
import { showQueue } from '../queue/queue-state.ts';
import { endShift, startShift } from '../queue/shift.ts';
import { putUnread } from '../queue/unread.ts';
import type { Failure } from '../queue/wire.ts';

export type SignInOutcome =
  | { readonly kind: 'signed-in'; readonly roles: readonly Role[] }
  | { readonly kind: 'wrong' | 'offline' | 'revoked' | 'no-site' }
  | { readonly kind: 'locked'; readonly minutes: number }
  | { readonly kind: 'failed'; readonly message: string };

/** Badge and PIN, sent with this phone's public key; the shift it opens is kept on the phone, so that work goes on without signal. */
export async function signIn(badge: string, pin: string): Promise<SignInOutcome> {
  const { api, call, wireOf } = await import('../api.ts');
  const { outbox, clock } = thisPhone();
  const publicKey = await publicKeyOf(await deviceOf(outbox));
  // A restored server that does not know this phone would enrol it a second time.
  await presentAll(outbox, wireOf(api).present);
  const answer = await call((options) => api.access.signIn.mutate({ badge, pin, publicKey, deviceName: deviceName() }, options));
  showQueue({ online: answer.ok || answer.failure.kind !== 'unreachable' });
  if (!answer.ok)
    return answer.failure.kind === 'unreachable' ? { kind: 'offline' } : { kind: 'failed', message: messageOf(answer.failure) };
  const reply = answer.value;
  if (!reply.ok) {
    if (reply.why === 'locked') return { kind: 'locked', minutes: reply.minutes };
    return { kind: reply.why === 'device-revoked' ? 'revoked' : reply.why };
  }
  const { worker, session, deviceId, site, shiftEndsAt, certificates, lost = 0 } = reply;
  const { id, name, roles, language } = worker;
  showQueue({ sessionExpired: false });
  if (lost > 0) await putUnread(outbox, { lost }).catch(() => undefined);
  const { timeZone } = site;
  await startShift(outbox, { id: session, worker: id, name, roles, language, timeZone, deviceId, expiresAt: shiftEndsAt });
  await keepCertificates(outbox, { session, certificates }, clock.stamp().wall).catch(() => undefined);
  return { kind: 'signed-in', roles };
}

/** Ends the shift here even when the server cannot be told: its session expires by itself. What is queued stays. */
export async function signOut(): Promise<void> {
  await endShift(thisPhone().outbox);
  const { api, call } = await import('../api.ts');
  await call((options) => api.access.signOut.mutate(undefined, options));
}

/** What a person who is about to sign in should know of this server. */
export interface ServerStanding {
  readonly isDemo: boolean;
  readonly isSetUp: boolean;
}

/** A site like any other, while the server cannot be asked. */
export const USUAL: ServerStanding = { isDemo: false, isSetUp: true };

export async function serverStanding(): Promise<ServerStanding> {
  const { api, call } = await import('../api.ts');
  const answer = await call((options) => api.access.status.query(undefined, options));
  return answer.ok ? { isDemo: answer.value.demo, isSetUp: answer.value.isSetUp } : USUAL;
}

/** Where a shift begins: the floor for those who work there, else the desk. */
export function homeOf(roles: readonly Role[]): string {
  if (roles.includes('supervisor')) return '/supervisor';
  if (roles.includes('picker') || roles.includes('dock')) return '/floor';
  return roles.includes('admin') ? '/admin' : '/supervisor';
}

/** What the device board calls this phone until somebody names it better. */
function deviceName(): string {
  const agent = navigator.userAgent;
  const kind = /iPhone|iPad|Android|Windows|Macintosh|Linux/.exec(agent)?.[0] ?? 'Phone';
  const browser = /Firefox|Edg|Chrome|Safari/.exec(agent)?.[0] ?? '';
  return `${kind} ${browser}`.trim();
}

function messageOf(failure: Failure): string {
  return 'message' in failure ? failure.message : '';
}
