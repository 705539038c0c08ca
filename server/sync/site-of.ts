import { TRPCError } from '@trpc/server';
import type { Site } from '../../shared/domain/bins/bin.ts';
import type { SyncParts } from './sync-parts.ts';

/** The site everything is judged in. Before there is one, nothing can be. */
export function siteOf({ masters }: Pick<SyncParts, 'masters'>): Site {
  const site = masters.site();
  if (site) return site;
  throw new TRPCError({ code: 'PRECONDITION_FAILED', message: 'This server has no site yet: set it up first.' });
}
