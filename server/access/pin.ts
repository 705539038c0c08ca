import { hash, verify } from '@node-rs/argon2';

/** Argon2id with the library's defaults (19 MiB, two passes), the parameters OWASP names for it. */
export function hashPin(pin: string): Promise<string> {
  return hash(pin);
}

let decoy: Promise<string> | null = null;

/** Takes as long for a badge nobody wears (`hashed` null) as for one that somebody does. */
export async function pinFits(hashed: string | null, pin: string): Promise<boolean> {
  decoy ??= hash('no such worker');
  const fits = await verify(hashed ?? (await decoy), pin);
  return hashed !== null && fits;
}
