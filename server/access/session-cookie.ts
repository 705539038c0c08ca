/** Over HTTPS the name's prefix makes the browser refuse a cookie set by a sibling host or a plain page. */
const SECURE_NAME = '__Host-lotkeeper';
/** Plain http is for loopback only; browsers refuse the prefix there. */
const LOOPBACK_NAME = 'lotkeeper';

/** The Set-Cookie line of a session, until the shift ends. */
export function sessionCookie(token: string, { secure, maxAgeMs }: { secure: boolean; maxAgeMs: number }): string {
  const seconds = Math.max(0, Math.floor(maxAgeMs / 1000));
  const common = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}`;
  return secure ? `${SECURE_NAME}=${token}; ${common}; Secure` : `${LOOPBACK_NAME}=${token}; ${common}`;
}

export function clearedCookie(secure: boolean): string {
  return sessionCookie('', { secure, maxAgeMs: 0 });
}

/** The token in a Cookie header; over HTTPS a cookie without the prefix does not count. */
export function tokenFromCookies(header: string | undefined, secure: boolean): string | null {
  const name = secure ? SECURE_NAME : LOOPBACK_NAME;
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return null;
}
