import { createExpressMiddleware } from '@trpc/server/adapters/express';
import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { phoneFromCookies } from '../access/phone-cookie.ts';
import { readSession, type Session } from '../access/session.ts';
import { tokenFromCookies } from '../access/session-cookie.ts';
import { requestIdOf } from '../ops/request-id.ts';
import type { DeskReader } from '../reading/desk-reader.ts';
import type { Store } from '../store.ts';
import { appRouter } from './router.ts';

export interface HandlerParts {
  readonly store: Store;
  readonly reader: DeskReader;
  readonly log: Logger;
  readonly now: () => EpochMs;
}

/** Answers `/trpc`: every procedure, each request with its session, its id and its instant. */
export function trpcHandler({ store, reader, log, now }: HandlerParts): RequestHandler {
  const sessionOf = sessionReader(store, now);
  return createExpressMiddleware({
    router: appRouter(store, reader),
    // One call a request: a rate limit counts what is really done.
    allowBatching: false,
    createContext: ({ req, res }) => ({
      session: sessionOf(req),
      phone: phoneFromCookies(req.get('cookie'), req.secure),
      requestId: requestIdOf(res),
      secure: req.secure,
      now: now(),
      setCookie: (line: string) => res.append('Set-Cookie', line),
    }),
    onError: ({ error, path, ctx }) => {
      if (error.code !== 'INTERNAL_SERVER_ERROR') return;
      log.error({ err: error.cause ?? error, path, requestId: ctx?.requestId }, 'procedure failed');
    },
  });
}

/** Whose session a request carries, if any. */
export function sessionReader({ access }: Store, now: () => EpochMs): (request: Request) => Session | null {
  return (request) => {
    const token = tokenFromCookies(request.get('cookie'), request.secure);
    return token === null ? null : readSession(access, token, now());
  };
}
