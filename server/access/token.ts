import { createHash, randomBytes } from 'node:crypto';

/** 256 bits nobody can guess, fit for a cookie or a link. */
export function mintToken(): string {
  return randomBytes(32).toString('base64url');
}

/** How a token lies in the database: whoever reads the file still cannot sign in with it. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
