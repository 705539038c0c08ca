import { z } from 'zod';
import type { Site } from '../../shared/domain/bins/bin.ts';
import type { WorkerCard } from '../../shared/wire/feed.ts';
import { badgeSchema } from '../admin/master-data.ts';
import { open, router, signedIn } from '../api/trpc.ts';
import { demoMark } from '../demo/demo-mark-store.ts';
import type { Store } from '../store.ts';
import { publicKeySchema } from './device-key.ts';
import { phoneCookie } from './phone-cookie.ts';
import { readmit } from './readmit.ts';
import { closeSession, type Session } from './session.ts';
import { clearedCookie, sessionCookie } from './session-cookie.ts';
import { signIn } from './sign-in.ts';

/** What a phone keeps of a shift: who, where, on which phone, until when. */
export interface Shift {
  readonly deviceId: string;
  /** Names the session in every command; it opens nothing. */
  readonly session: string;
  readonly worker: WorkerCard;
  readonly site: Site;
  readonly shiftEndsAt: number;
}

/** For the phone to keep, and to show a server that was restored from before them. */
export interface Certificates {
  readonly device: string;
  readonly shift: string;
}

export type SignInReply =
  /** `lost`: so many scans this phone held when its browser was wiped. */
  | ({ readonly ok: true; readonly certificates: Certificates; readonly lost?: number } & Shift)
  | { readonly ok: false; readonly why: 'wrong' | 'device-revoked' | 'no-site' }
  | { readonly ok: false; readonly why: 'locked'; readonly minutes: number };

const signInSchema = z
  .object({
    badge: badgeSchema,
    pin: z.string().max(20),
    publicKey: publicKeySchema,
    deviceName: z.string().trim().min(1).max(80),
  })
  .strict();

const presentSchema = z.object({ certificates: z.array(z.string().max(2000)).max(200) });

/** Signing in and out: the one door that badges and PINs go through. */
export function accessRouter({ access, masters, notary, phones, db }: Store) {
  const { isDemo } = demoMark(db);
  const { site } = masters;
  const certify = ({ id: session, worker, deviceId, expiresAt }: Session, at: number): Certificates => {
    const device = access.device(deviceId);
    if (!device) throw new Error(`session ${session} is on no phone`);
    const { id, publicKey, name, registeredAt, registeredBy } = device;
    return {
      device: notary.certify({ kind: 'device', id, publicKey, name, registeredAt, by: registeredBy }),
      shift: notary.certify({ kind: 'shift', session, worker, device: id, at, expiresAt }),
    };
  };
  /** The same browser came with another key: what it held under that is gone with it. */
  const lostOn = (device: string, was: string): number => {
    if (was === device || !access.device(was)) return 0;
    phones.noteBefore(device, was);
    return phones.held(was)?.depth ?? 0;
  };
  return router({
    /** For anyone: is there a site, whose is it, and is everything in it made up? */
    status: open.query(() => ({ isSetUp: site() !== null, siteName: site()?.name ?? null, demo: isDemo() })),

    signIn: open.input(signInSchema).mutation(async ({ ctx, input }): Promise<SignInReply> => {
      const where = site();
      if (!where) return { ok: false, why: 'no-site' };
      const result = await signIn(access, input, ctx.now);
      if (!result.ok) return result;
      const { session, token } = result;
      const lost = ctx.phone ? lostOn(session.deviceId, ctx.phone) : 0;
      ctx.setCookie(phoneCookie(session.deviceId, ctx.secure));
      ctx.setCookie(sessionCookie(token, { secure: ctx.secure, maxAgeMs: session.expiresAt - ctx.now }));
      return { ok: true, certificates: certify(session, ctx.now), ...(lost > 0 && { lost }), ...shiftOf(session, where) };
    }),

    /** For any phone: what this server once certified, and may have forgotten since. */
    present: open.input(presentSchema).mutation(({ ctx, input }) => readmit(access, notary, input.certificates, ctx.now)),

    signOut: signedIn.mutation(({ ctx }) => {
      closeSession(access, ctx.session, ctx.now);
      ctx.setCookie(clearedCookie(ctx.secure));
      return { ok: true };
    }),

    me: signedIn.query(({ ctx }): Shift | null => {
      const where = site();
      return where && shiftOf(ctx.session, where);
    }),
  });
}

function shiftOf({ id, worker, name, roles, language, deviceId, expiresAt }: Session, site: Site): Shift {
  return { deviceId, session: id, worker: { id: worker, name, roles, language, active: true }, site, shiftEndsAt: expiresAt };
}
