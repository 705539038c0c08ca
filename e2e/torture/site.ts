import { generateKeyPairSync } from 'node:crypto';
import { createTRPCClient, httpLink } from '@trpc/client';
import type { AppRouter } from '../../server/api/router.ts';
import type { SnapshotReply, ViewChange } from '../../shared/wire/feed.ts';
import type { RunningServer } from '../server-process.ts';
import { ADMIN, type Person, SITE } from '../small-site.ts';

const DOCKS = ['DOCK-1', 'DOCK-2'];
const STORAGE = ['A-01-1', 'A-01-2', 'A-01-3', 'A-02-1', 'A-02-2', 'A-02-3'];
const STAGING = 'STG-1';
export const BINS = { docks: DOCKS, storage: STORAGE, staging: STAGING, all: [...DOCKS, ...STORAGE, STAGING] };
export const ITEMS = ['09506000134352', '09506000134369'];

/** People of the site, one for each phone: all may receive and dispatch. */
export const CREW: readonly Person[] = ['ANNA', 'BORIS', 'CLARA', 'DAVID', 'EWA', 'FILIP'].map((name, at) => ({
  badge: `${name}${at + 2}`,
  pin: `40718${at}`,
  name,
  roles: ['dock'],
}));

const MASTERS = {
  zones: [{ code: 'FRZ', name: 'Frozen', minCelsius: -25, maxCelsius: -15, storageClass: 'frozen' }],
  bins: [
    ...DOCKS.map((code) => ({ code, zone: 'FRZ', kind: 'dock' })),
    ...STORAGE.map((code, walkOrder) => ({ code, zone: 'FRZ', kind: 'storage', walkOrder })),
    { code: STAGING, zone: 'FRZ', kind: 'staging' },
  ],
  items: ITEMS.map((gtin, at) => ({
    gtin,
    sku: `IT-${at}`,
    name: `Item ${at}`,
    unit: 'pc',
    unitsPerCarton: 10,
    cartonsPerPallet: 40,
    storageClass: 'frozen',
  })),
  workers: CREW,
};

/** The desk of the site's administrator, signed in. */
export interface Desk {
  readonly signIn: () => Promise<void>;
  /** Everything the server holds, as a phone without a copy of it is told. */
  readonly everything: () => Promise<{ readonly rev: number; readonly rows: readonly ViewChange[] }>;
}

/** The first day of an empty store, without a browser: the printed link, the first administrator, the master data. */
export async function openSite(server: RunningServer): Promise<Desk> {
  const link = /First run\s+(\S+)/.exec(server.printed())?.[1];
  if (!link) throw new Error(`the server printed no first-run link:\n${server.printed()}`);
  const token = new URL(link).hash.slice(1) || new URL(link).searchParams.get('token') || '';
  const jar = { cookie: '' };
  const trpc = clientOf(server.origin, jar);
  const created = await trpc.setup.create.mutate({ token, site: SITE, admin: ADMIN });
  if (!created.ok) throw new Error(`the site was not created: ${created.why} ${link}`);
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
  const signIn = async () => {
    const signedIn = await trpc.access.signIn.mutate({ badge: created.badge, pin: ADMIN.pin, publicKey: key, deviceName: 'desk' });
    if (!signedIn.ok) throw new Error(`the administrator could not sign in: ${signedIn.why}`);
  };
  await signIn();
  await trpc.admin.importData.mutate({ data: MASTERS, dryRun: false });
  return {
    signIn,
    everything: async () => {
      const rows: ViewChange[] = [];
      let rev: number | undefined;
      for (let after: SnapshotReply['next'] = null, more = true; more; more = after !== null) {
        const page: SnapshotReply = await trpc.sync.snapshot.query({ after, limit: 5000 });
        rows.push(...page.rows);
        rev ??= page.cursor.rev;
        after = page.next;
      }
      return { rev: rev ?? 0, rows };
    },
  };
}

function clientOf(origin: string, jar: { cookie: string }) {
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${origin}/trpc`,
        headers: () => ({ origin, 'x-lotkeeper': '1', cookie: jar.cookie }),
        fetch: async (url, init) => {
          const response = await fetch(url as string, init as RequestInit);
          for (const line of response.headers.getSetCookie()) jar.cookie = line.split(';', 1)[0] ?? '';
          return response;
        },
      }),
    ],
  });
}
