import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { uuidSchema } from '../../shared/wire/ids.ts';
import type { AccessStore } from './access-store.ts';
import { publicKeySchema } from './device-key.ts';
import { enrolFromCertificate } from './readmit.ts';

const lineSchema = z.object({
  id: uuidSchema,
  publicKey: publicKeySchema,
  name: z.string(),
  registeredAt: z.int(),
  by: z.string(),
  revokedAt: z.int(),
});

/** A phone nobody may sign in on again, with all that is needed to refuse it even where it was never enrolled. */
export type Revocation = z.output<typeof lineSchema>;

/** The file beside the database that holds what a restored database may have forgotten. */
export interface Revocations {
  all(): readonly Revocation[];
  /** On disk before it returns: a lost phone must stay revoked whatever happens next. */
  add(revocation: Revocation): void;
}

export function openRevocations(dataDir: string): Revocations {
  const path = join(dataDir, 'revoked-phones.jsonl');
  return {
    all: () => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').flatMap(readLine) : []),
    add: (revocation) => {
      const file = openSync(path, 'a', 0o600);
      try {
        // A line that a power cut tore stays alone on its line.
        writeSync(file, `\n${JSON.stringify(revocation)}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    },
  };
}

/** A torn line tells nothing; every other counts. */
function readLine(line: string): readonly Revocation[] {
  try {
    const { data } = lineSchema.safeParse(JSON.parse(line));
    return data ? [data] : [];
  } catch {
    return [];
  }
}

/** A lost phone: nobody signs in on it again. Written down beside the database first; false when it was revoked already. */
export function revokePhone(
  { access, revocations }: { readonly access: AccessStore; readonly revocations: Revocations },
  id: string,
  { at, by }: { readonly at: number; readonly by: string },
): boolean {
  const device = access.device(id);
  if (!device || device.revokedAt !== null) return false;
  const { publicKey, name, registeredAt, registeredBy } = device;
  revocations.add({ id, publicKey, name, registeredAt, by: registeredBy, revokedAt: at });
  return access.atomically(() => {
    if (!access.revokeDevice(id, at)) return false;
    access.revokeSessionsOfDevice(id, at);
    access.noteAct({ at, act: 'device-revoked', worker: by, device: id, facts: {} });
    return true;
  });
}

/**
 * Makes database and file say the same of revoked phones; what either knows counts. A phone the database never knew is
 * entered as revoked, so that it cannot be enrolled anew.
 */
export function agreeOnRevocations(store: AccessStore, file: Revocations): void {
  const written = file.all();
  store.atomically(() => {
    for (const { revokedAt, ...device } of written) {
      enrolFromCertificate(store, { kind: 'device', ...device });
      if (!store.revokeDevice(device.id, revokedAt)) continue;
      store.revokeSessionsOfDevice(device.id, revokedAt);
      store.noteAct({ at: revokedAt, act: 'device-revoked', worker: null, device: device.id, facts: { from: 'revoked-phones.jsonl' } });
    }
  });
  const known = new Set(written.map(({ id }) => id));
  for (const { id, publicKey, name, registeredAt, registeredBy, revokedAt } of store.devices()) {
    if (revokedAt !== null && !known.has(id)) file.add({ id, publicKey, name, registeredAt, by: registeredBy, revokedAt });
  }
}
