import { randomInt, randomUUID } from 'node:crypto';
import type { Site } from '../../shared/domain/bins/bin.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { type Badge, parseBadge } from '../../shared/domain/scanning/our-codes.ts';
import type { WorkerCard } from '../../shared/wire/feed.ts';
import type { AccessStore, Worker } from './access-store.ts';
import { hashPin } from './pin.ts';
import { mintToken } from './token.ts';

/** No 0/O, 1/I, 5/S, 8/B: a badge is also read aloud and typed. */
const BADGE_LETTERS = 'ACDEFGHJKLMNPQRTUVWXYZ234679';
const BADGE_LENGTH = 6;

export interface SetupInput {
  readonly token: string;
  readonly site: Site;
  readonly admin: { readonly name: string; readonly pin: string; readonly language: string };
}

export type SetupResult = { readonly ok: true; readonly badge: string } | { readonly ok: false; readonly why: 'bad-token' | 'closed' };

/** What setting up needs of the rest of the server: the site and the worker must also reach the phones. */
export interface SetupHost {
  readonly hasSite: () => boolean;
  readonly writeMasters: (site: Site, admin: WorkerCard) => void;
}

/** The token of a one-time link to the setup page; null once there is a site. A newer link makes the older ones void. */
export function mintSetupLink(store: AccessStore, hasSite: boolean, now: EpochMs): string | null {
  if (hasSite) return null;
  const token = mintToken();
  store.mintSetupToken(token, now);
  return token;
}

/** Creates the site and its first administrator, once, for whoever holds the link. The badge is shown only here. */
export async function createSite(store: AccessStore, host: SetupHost, input: SetupInput, now: EpochMs): Promise<SetupResult> {
  if (host.hasSite()) return { ok: false, why: 'closed' };
  if (!store.isSetupToken(input.token)) return { ok: false, why: 'bad-token' };
  const pinHash = await hashPin(input.admin.pin);
  return store.atomically(() => {
    if (!store.burnSetupToken(input.token)) return { ok: false, why: 'bad-token' };
    const { name, language } = input.admin;
    const admin: Worker = { id: randomUUID(), badge: mintBadge(), name, roles: ['admin'], language, active: true, pinHash };
    store.saveWorker(admin);
    host.writeMasters(input.site, cardOf(admin));
    store.noteAct({ at: now, act: 'site-set-up', worker: admin.id, device: null, facts: { site: input.site.code } });
    return { ok: true, badge: admin.badge };
  });
}

/** A worker as phones know them: no badge, no PIN. */
export function cardOf({ id, name, roles, language, active }: Worker): WorkerCard {
  return { id, name, roles, language, active };
}

function mintBadge(): Badge {
  const letters = Array.from({ length: BADGE_LENGTH }, () => BADGE_LETTERS[randomInt(BADGE_LETTERS.length)]).join('');
  const badge = parseBadge(letters);
  if (!badge) throw new Error(`${letters} is no badge`);
  return badge;
}
