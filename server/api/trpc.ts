import { initTRPC, TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { type Capability, can } from '../../shared/domain/access/matrix.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { Session } from '../access/session.ts';
import { FieldError } from './field-error.ts';

/** What every procedure knows of its request. */
export interface RequestContext {
  readonly session: Session | null;
  /** Which phone this browser was when somebody last signed in on it, by its cookie; says nothing of who asks. */
  readonly phone?: string | null;
  readonly requestId: string;
  /** The request came over HTTPS (or a proxy that says so). */
  readonly secure: boolean;
  readonly now: EpochMs;
  /** Adds one `Set-Cookie` line to the answer. */
  readonly setCookie: (line: string) => void;
}

/** A line that a network swallowed is noticed within ten seconds: a phone that hears nothing for so long listens anew. */
const SIGN_OF_LIFE = { ping: { enabled: true, intervalMs: 4000 }, client: { reconnectAfterInactivityMs: 9000 } };

const t = initTRPC.context<RequestContext>().create({
  isDev: false,
  sse: SIGN_OF_LIFE,
  errorFormatter({ shape, error, ctx }) {
    const said = explain(error);
    return {
      message: said.message,
      code: shape.code,
      data: {
        code: error.code,
        httpStatus: shape.data.httpStatus,
        path: shape.data.path,
        field: said.field,
        requestId: ctx?.requestId ?? null,
      },
    };
  },
});

export const router = t.router;

/** For anyone who can reach the server. */
export const open = t.procedure;

export const signedIn = open.use(({ ctx, next }) => {
  if (!ctx.session) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first.' });
  return next({ ctx: { session: ctx.session } });
});

/** For signed-in people of whom at least one role grants the capability. */
export function withCapability(capability: Capability) {
  return signedIn.use(({ ctx, next }) => {
    if (!can(ctx.session.roles, capability)) {
      throw new TRPCError({ code: 'FORBIDDEN', message: `None of your roles allows this (${capability}).` });
    }
    return next();
  });
}

/** One clear sentence and, for bad input, the field it is about. A broken server tells only its request id. */
function explain(error: TRPCError): { message: string; field: string | null } {
  const { cause } = error;
  if (cause instanceof ZodError) {
    const field = cause.issues[0]?.path.join('.') ?? '';
    return { message: `${field || 'input'}: ${cause.issues[0]?.message ?? 'is not valid'}`, field };
  }
  if (cause instanceof FieldError) return { message: `${cause.field}: ${cause.message}`, field: cause.field };
  if (cause instanceof SyntaxError) return { message: 'The body is not JSON.', field: 'body' };
  if (error.code === 'INTERNAL_SERVER_ERROR') return { message: 'The server could not do this; nothing was changed.', field: null };
  return { message: error.message, field: null };
}
