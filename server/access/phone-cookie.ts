import { uuidSchema } from '../../shared/wire/ids.ts';

const SECURE_NAME = '__Host-lotkeeper-phone';
const LOOPBACK_NAME = 'lotkeeper-phone';
/** As long as browsers keep any cookie: 400 days. */
const SECONDS = 400 * 86_400;

/**
 * The Set-Cookie line that tells this browser which phone it is. It opens nothing: should the browser lose its key and its
 * queue and sign in anew, the server knows what it was before. Script cannot read it, so what clears script's storage may spare it.
 */
export function phoneCookie(device: string, secure: boolean): string {
  const common = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${SECONDS}`;
  return secure ? `${SECURE_NAME}=${device}; ${common}; Secure` : `${LOOPBACK_NAME}=${device}; ${common}`;
}

/** The phone a Cookie header names; null without one. */
export function phoneFromCookies(header: string | undefined, secure: boolean): string | null {
  const name = secure ? SECURE_NAME : LOOPBACK_NAME;
  const pair = (header ?? '').split(';').find((each) => each.trim().startsWith(`${name}=`));
  const read = uuidSchema.safeParse(pair?.trim().slice(name.length + 1));
  return read.success ? read.data : null;
}
