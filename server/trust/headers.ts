import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Tls } from '../config.ts';

const POLICY = {
  defaultSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
  formAction: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  workerSrc: ["'self'"],
  scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
};
const HALF_A_YEAR_S = 15_552_000;

/**
 * What a browser may do with our pages. Strict transport is asked for only with the operator's own certificate: a local
 * authority can be replaced, and a phone must then reach /trust over plain HTTP.
 */
export function securityHeaders(tls: Tls['kind']): readonly RequestHandler[] {
  const headers = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: tls === 'files' && { maxAge: HALF_A_YEAR_S, includeSubDomains: false },
    xFrameOptions: { action: 'deny' },
  });
  const permissions: RequestHandler = (_request, response, next) => {
    response.set('Permissions-Policy', 'camera=(self), microphone=(), geolocation=()');
    next();
  };
  return [headers, permissions];
}
