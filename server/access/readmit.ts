import type { AccessStore } from './access-store.ts';
import type { DeviceCertificate, Notary, ShiftCertificate } from './certificate.ts';
import { thumbprintOf } from './device-key.ts';
import { mintToken } from './token.ts';

/** What a phone's certificates brought back. */
export interface Readmitted {
  readonly devices: number;
  readonly shifts: number;
}

/**
 * Takes back what a restored database has forgotten, on the word of certificates this server sealed: phones with their
 * keys, and who signed in on them. A shift comes back as an ended one: it says whose reports these are and opens
 * nothing. Workers are not brought back, and a revoked phone stays revoked.
 */
export function readmit(store: AccessStore, notary: Notary, texts: readonly string[], now: number): Readmitted {
  const certificates = texts.flatMap((text) => notary.read(text) ?? []);
  return store.atomically(() => {
    const devices = certificates.filter((each) => each.kind === 'device').filter((each) => enrolAgain(store, each, now));
    const shifts = certificates.filter((each) => each.kind === 'shift').filter((each) => rememberShift(store, each, now));
    return { devices: devices.length, shifts: shifts.length };
  });
}

/** Enters a phone this database does not know; false when it knows the phone, or its key, or nobody at all. */
export function enrolFromCertificate(store: AccessStore, { kind: _, by, ...device }: DeviceCertificate): boolean {
  const thumbprint = thumbprintOf(device.publicKey);
  if (store.device(device.id) || store.deviceByThumbprint(thumbprint)) return false;
  const registrar = store.worker(by) ?? store.workers().find(({ roles }) => roles.includes('admin')) ?? store.workers()[0];
  if (!registrar) return false;
  store.insertDevice({ ...device, thumbprint, by: registrar.id });
  return true;
}

function enrolAgain(store: AccessStore, certificate: DeviceCertificate, now: number): boolean {
  if (!enrolFromCertificate(store, certificate)) return false;
  const facts = { name: certificate.name, registeredAt: certificate.registeredAt, by: certificate.by };
  store.noteAct({ at: now, act: 'device-readmitted', worker: null, device: certificate.id, facts });
  return true;
}

function rememberShift(store: AccessStore, { session, worker, device, at, expiresAt }: ShiftCertificate, now: number): boolean {
  if (!store.worker(worker) || !store.device(device) || store.isSession(session)) return false;
  store.insertSession({ token: mintToken(), id: session, worker, device, at, expiresAt });
  store.revokeSession(session, now);
  store.noteAct({ at: now, act: 'shift-readmitted', worker, device, facts: { session, at } });
  return true;
}
