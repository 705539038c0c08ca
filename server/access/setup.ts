import { randomInt, randomUUID } from 'node:crypto';
import type { Site } from '../../shared/domain/bins/bin.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { type Badge, parseBadge } from '../../shared/domain/scanning/our-codes.ts';
import type { ViewChange, WorkerCard } from '../../shared/wire/feed.ts';
import type { MasterStore } from '../stock/master-store.ts';
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

/** What a first start writes to; the site and the worker must also reach the phones. */
export interface SetupHost {
  readonly access: AccessStore;
  readonly masters: MasterStore;
  readonly sync: { publish(changes: readonly ViewChange[]): void };
}

/** The token of a one-time link to the setup page; null once there is a site. A newer link makes the older ones void. */
export function mintSetupToken({ access, masters }: SetupHost, now: EpochMs): string | null {
  if (masters.site()) return null;
  const token = mintToken();
  access.mintSetupToken(token, now);
  return token;
}

/** Creates the site and its first administrator, once, for whoever holds the link. The badge is shown only here. */
export async function createSite(host: SetupHost, { token, site, admin }: SetupInput, now: EpochMs): Promise<SetupResult> {
  const { access, masters, sync } = host;
  if (masters.site()) return { ok: false, why: 'closed' };
  if (!access.isSetupToken(token)) return { ok: false, why: 'bad-token' };
  const pinHash = await hashPin(admin.pin);
  return access.atomically(() => {
    if (!access.burnSetupToken(token)) return { ok: false, why: 'bad-token' };
    const { name, language } = admin;
    const worker: Worker = { id: randomUUID(), badge: mintBadge(), name, roles: ['admin'], language, active: true, pinHash };
    masters.save('site', site);
    access.saveWorker(worker);
    sync.publish([
      { thing: 'site', key: site.code, after: site },
      { thing: 'worker', key: worker.id, after: cardOf(worker) },
    ]);
    access.noteAct({ at: now, act: 'site-set-up', worker: worker.id, device: null, facts: { site: site.code } });
    return { ok: true, badge: worker.badge };
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
