import { accessRouter } from '../access/access-router.ts';
import { devicesRouter } from '../access/devices-router.ts';
import { setupRouter } from '../access/setup-router.ts';
import { adminRouter } from '../admin/admin-router.ts';
import { anomaliesRouter } from '../anomalies/anomalies-router.ts';
import { lotsRouter } from '../lots/lots-router.ts';
import { stuckRouter } from '../lots/stuck-router.ts';
import { type DeskReader, readHere } from '../reading/desk-reader.ts';
import type { Store } from '../store.ts';
import { syncRouter } from '../sync/sync-router.ts';
import { router } from './trpc.ts';

/** Every procedure there is, by the folder it belongs to. */
export function appRouter(store: Store, reader: DeskReader = readHere(store.db)) {
  return router({
    access: accessRouter(store),
    setup: setupRouter(store),
    devices: devicesRouter(store),
    sync: syncRouter(store.sync),
    lots: lotsRouter(reader),
    stuck: stuckRouter(reader),
    anomalies: anomaliesRouter(store, reader),
    admin: adminRouter(store),
  });
}

export type AppRouter = ReturnType<typeof appRouter>;
