import { join } from 'node:path';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Router } from 'express';
import type { Logger } from 'pino';
import type { Tls, TrustProxy } from './config.ts';
import { health, type Probes, type Warnings } from './ops/health.ts';
import { jsonBody } from './ops/json-body.ts';
import { logRequests } from './ops/log.ts';
import { limitRate, RATE_LIMITS, type RateLimits } from './ops/rate-limits.ts';
import { type RequestError, refuse } from './ops/refuse.ts';
import { requestId, requestIdOf } from './ops/request-id.ts';
import { securityHeaders } from './trust/headers.ts';
import { sameOrigin } from './trust/same-origin.ts';

/** What the product hangs into the server. */
export interface AppParts {
  readonly log: Logger;
  readonly tls: Tls['kind'];
  readonly trustProxy: TrustProxy;
  readonly trust: Router;
  readonly probes: Probes;
  readonly warnings?: Warnings;
  /** Answers `/trpc`; finds the checked JSON text in `request.body`. */
  readonly trpc: RequestHandler;
  /** Further routes, the stable `/api` and public pages among them; they find the parsed JSON in `request.body`. */
  readonly routers: readonly Router[];
  /** The built phone app. */
  readonly clientDir: string;
  readonly rateLimits?: Partial<RateLimits>;
}

/** What every answer carries, on HTTPS and on plain HTTP alike. */
export function dress(parts: Pick<AppParts, 'log' | 'tls'>): readonly RequestHandler[] {
  return [requestId, logRequests(parts.log), ...securityHeaders(parts.tls)];
}

/** Every door of the server in the order a request meets them: the guard before anything that reads a body. */
export function createApp(parts: AppParts): Express {
  const limits = { ...RATE_LIMITS, ...parts.rateLimits };
  const app = express().disable('x-powered-by').set('trust proxy', parts.trustProxy).set('query parser', 'simple');
  app.use(...dress(parts), sameOrigin, health(parts.probes, parts.warnings));
  app.use('/trpc', limitRate(limits.trpc), ...jsonBody('text'), parts.trpc);
  app.use('/api', limitRate(limits.api));
  app.use(limitRate(limits.page), ...jsonBody('value'), parts.trust, ...parts.routers, client(parts.clientDir));
  app.use((_request, response) => refuse(response, 404, NOT_FOUND));
  app.use(lastResort(parts.log));
  return app;
}

/** The phone app: hashed files for ever, everything else asked for anew, and its one page for every address a person opens. */
function client(dir: string): Router {
  const router = express.Router();
  router.use(
    express.static(dir, {
      redirect: false,
      setHeaders: (response, path) => {
        const isHashed = path.startsWith(join(dir, 'assets'));
        response.set('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    }),
  );
  router.get('/{*any}', (request, response, next) => {
    const isPage = request.get('accept')?.includes('text/html') && !/^\/(trpc|api|trust)(\/|$)/.test(request.path);
    if (!isPage) return next();
    response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: dir, cacheControl: false });
  });
  return router;
}

/** Bad input that a library found is named; anything else is ours: logged in full, told by its request id only. */
function lastResort(log: Logger): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status: unknown = error?.status;
    if (typeof status === 'number' && status >= 400 && status < 500) return refuse(response, status, BAD_REQUESTS[status] ?? BAD_REQUEST);
    log.error({ err: error, requestId: requestIdOf(response) }, 'request failed');
    refuse(response, 500, { code: 'internal', field: null, message: 'Something went wrong here. Nothing was lost; quote the request id.' });
  };
}

const NOT_FOUND: RequestError = { code: 'not-found', field: 'path', message: 'There is nothing at this address.' };
const BAD_REQUEST: RequestError = { code: 'bad-request', field: null, message: 'The request could not be read.' };
const BAD_REQUESTS: Readonly<Record<number, RequestError>> = {
  404: NOT_FOUND,
  413: { code: 'body-too-large', field: 'body', message: 'The body is larger than 2 MiB. Send less at once.' },
  415: { code: 'encoding-unknown', field: 'content-type', message: 'The body has an encoding or charset this server cannot read.' },
};
