import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { refuse } from './refuse.ts';

/** Requests a minute from one address. A phone that drains a long queue needs a few dozen. */
export const RATE_LIMITS = { trpc: 3000, api: 600, page: 1200 } as const;
export type RateLimits = Readonly<Record<keyof typeof RATE_LIMITS, number>>;

const WINDOW_MS = 60_000;

export function limitRate(perMinute: number): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // All phones of a LAN share one IPv6 network: count addresses, not networks.
    ipv6Subnet: false,
    // Whether a forwarded address counts is the configuration's decision, made already.
    validate: { xForwardedForHeader: false },
    handler: (_request, response) => {
      refuse(response, 429, {
        code: 'too-many-requests',
        field: null,
        message: `More than ${perMinute} requests in a minute. Wait, then try again.`,
      });
    },
  });
}
