import { base64url } from './lane-head.ts';
import type { Device, OutboxDatabase } from './outbox-database.ts';
import type { Signatory } from './queue-host.ts';

/** This phone's key pair, made on first use. The private half is non-extractable: it signs here or nowhere. */
export async function deviceOf(outbox: OutboxDatabase): Promise<Device> {
  const known = await outbox.device.get('this');
  if (known) return known;
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  return outbox.transaction('rw', outbox.device, async () => {
    const meanwhile = await outbox.device.get('this');
    if (meanwhile) return meanwhile;
    const device: Device = { name: 'this', deviceId: null, keys };
    await outbox.device.add(device);
    return device;
  });
}

/** The public half as the server keeps it: SubjectPublicKeyInfo (RFC 5280), base64url. */
export async function publicKeyOf(device: Device): Promise<string> {
  return base64url(await crypto.subtle.exportKey('spki', device.keys.publicKey));
}

/** Signs with the device key: ECDSA P-256/SHA-256, IEEE P1363, base64url. */
export async function signatoryOf(outbox: OutboxDatabase): Promise<Signatory> {
  const { deviceId, keys } = await deviceOf(outbox);
  return {
    deviceId,
    sign: async (text) =>
      base64url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.privateKey, new TextEncoder().encode(text))),
  };
}
