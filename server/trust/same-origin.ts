import type { Request, RequestHandler } from 'express';
import { type RequestError, refuse } from '../ops/refuse.ts';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];
const OWN_FETCH_SITES = ['same-origin', 'none'];
/** A form cannot send a header of its own, and a script of another origin may not. */
const OWN_HEADER = 'x-lotkeeper';

/**
 * Lets only our own pages and programs change anything. SameSite cookies ignore ports and tRPC takes forms, so that a
 * page on another port of this host could otherwise act for a signed-in worker.
 */
export const sameOrigin: RequestHandler = (request, response, next) => {
  if (SAFE_METHODS.includes(request.method)) return next();
  if (!isFromOwnOrigin(request)) return refuse(response, 403, CROSS_SITE);
  if (mediaTypeOf(request) !== 'application/json') return refuse(response, 415, NOT_JSON);
  if (request.get(OWN_HEADER) !== '1') return refuse(response, 403, NO_OWN_HEADER);
  next();
};

function isFromOwnOrigin(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return OWN_FETCH_SITES.includes(site);
  return request.get('origin') === `${request.protocol}://${request.get('host')}`;
}

function mediaTypeOf(request: Request): string | undefined {
  return request.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
}

const CROSS_SITE: RequestError = {
  code: 'cross-site',
  field: 'sec-fetch-site',
  message:
    'Changes are taken from this origin only: Sec-Fetch-Site must be same-origin or none, or without it Origin must name this server.',
};
const NOT_JSON: RequestError = { code: 'not-json', field: 'content-type', message: 'Changes are taken as application/json only.' };
const NO_OWN_HEADER: RequestError = { code: 'header-missing', field: OWN_HEADER, message: 'Changes need the header x-lotkeeper: 1.' };
