import express, { type Express, type Request, type RequestHandler, type Router } from 'express';
import { refuse } from '../ops/refuse.ts';
import { hostOfHeader, isLoopbackAddress, LOOPBACK_HOSTS } from './host-name.ts';

export interface PlainDoorParts {
  /** The whole product, for a browser on this machine. */
  readonly app: RequestHandler;
  readonly trust: Router;
  /** What every answer carries: request id, security headers. */
  readonly dress: readonly RequestHandler[];
  /** The hosts a redirect may name. */
  readonly hosts: () => readonly string[];
  readonly publicOrigin: string;
}

/**
 * What plain HTTP gets while TLS is on: how to trust this server, and the way to HTTPS. The whole product is there for
 * this machine's own browser only, and only under this machine's own name: any other name may be a rebound one.
 */
export function plainDoor(parts: PlainDoorParts): Express {
  const door = express().disable('x-powered-by');
  door.use((request, response, next) => (isAtThisMachine(request) ? parts.app(request, response, next) : next()));
  door.use(...parts.dress, parts.trust);
  door.use((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.set('Allow', 'GET, HEAD');
      return refuse(response, 405, {
        code: 'https-only',
        field: null,
        message: 'Plain HTTP takes no changes. Use HTTPS on the same port.',
      });
    }
    response.set('Cache-Control', 'no-store').redirect(307, secureOrigin(request, parts) + request.originalUrl.replace(/^[^/].*/, '/'));
  });
  return door;
}

/** Lets only requests through that name one of these hosts: a page of another name that resolves here is turned away. */
export function namedHostsOnly(hosts: readonly string[]): RequestHandler {
  return (request, response, next) => {
    if (hosts.includes(hostOfHeader(request.headers.host) ?? '')) return next();
    refuse(response, 421, {
      code: 'unknown-host',
      field: 'host',
      message: 'This server is not known by that name. Add it to LOTKEEPER_HOSTS.',
    });
  };
}

function isAtThisMachine(request: Request): boolean {
  const host = hostOfHeader(request.headers.host);
  return isLoopbackAddress(request.socket.remoteAddress ?? '') && host !== null && LOOPBACK_HOSTS.includes(host);
}

function secureOrigin(request: Request, { hosts, publicOrigin }: PlainDoorParts): string {
  const host = hostOfHeader(request.headers.host);
  return host !== null && hosts().includes(host) ? `https://${request.headers.host}` : publicOrigin;
}
