import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { Role } from '../../shared/domain/access/matrix.ts';
import { isEasyPin } from '../../shared/domain/access/pin.ts';
import type { Site } from '../../shared/domain/bins/bin.ts';
import { uuidSchema } from '../../shared/wire/ids.ts';
import { hashPin } from '../access/pin.ts';
import { revokePhone } from '../access/revocations.ts';
import { badField } from '../api/field-error.ts';
import { router, withCapability } from '../api/trpc.ts';
import type { Store } from '../store.ts';
import { importData, importHost } from './import.ts';

export interface Overview {
  readonly site: Site | null;
  readonly counts: Readonly<Record<'zones' | 'bins' | 'items' | 'openLots', number>>;
  readonly workers: readonly {
    readonly id: string;
    readonly badge: string;
    readonly name: string;
    readonly roles: readonly Role[];
    readonly language: string;
    readonly active: boolean;
  }[];
  readonly devices: readonly {
    readonly id: string;
    readonly name: string;
    readonly registeredAt: number;
    readonly revokedAt: number | null;
  }[];
}

const importSchema = z.object({ data: z.unknown(), dryRun: z.boolean() }).strict();

/** People, phones and master data, for administrators. */
export function adminRouter(store: Store) {
  const host = importHost(store);
  const { access, masters, imports } = host;
  return router({
    overview: withCapability('manage-master-data').query(
      (): Overview => ({
        site: masters.site(),
        counts: { zones: masters.count('zone'), bins: masters.count('bin'), items: masters.count('item'), openLots: imports.openLots() },
        workers: access.workers().map(({ pinHash: _, ...worker }) => worker),
        devices: access.devices().map(({ id, name, registeredAt, revokedAt }) => ({ id, name, registeredAt, revokedAt })),
      }),
    ),

    importData: withCapability('manage-master-data')
      .input(importSchema)
      .mutation(({ ctx, input }) => {
        const by = { worker: ctx.session.worker, device: ctx.session.deviceId };
        return importData(host, { data: input.data, dryRun: input.dryRun, by }, ctx.now);
      }),

    /** A new PIN, shown once. It also ends the worker's lock and every shift opened with the old one. */
    resetPin: withCapability('manage-people')
      .input(z.object({ worker: z.string().min(1).max(80) }).strict())
      .mutation(async ({ ctx, input }) => {
        const worker = access.worker(input.worker);
        if (!worker) throw badField('worker', 'is nobody of this site', 'NOT_FOUND');
        const pin = mintPin();
        const pinHash = await hashPin(pin);
        access.atomically(() => {
          access.saveWorker({ ...worker, pinHash });
          access.clearAllFailures(worker.badge);
          access.revokeSessionsOfWorker(worker.id, ctx.now);
          const { worker: by, deviceId: device } = ctx.session;
          access.noteAct({ at: ctx.now, act: 'pin-reset', worker: by, device, facts: { of: worker.id } });
        });
        return { pin };
      }),

    /** A lost phone: nobody signs in on it again. What it still sends is recorded, flagged. */
    revokeDevice: withCapability('manage-people')
      .input(z.object({ device: uuidSchema }).strict())
      .mutation(({ ctx, input }) => {
        if (!access.device(input.device)) throw badField('device', 'is no phone of this site', 'NOT_FOUND');
        revokePhone(store, input.device, { at: ctx.now, by: ctx.session.worker });
        return { ok: true };
      }),
  });
}

function mintPin(): string {
  const pin = String(randomInt(1_000_000)).padStart(6, '0');
  return isEasyPin(pin) ? mintPin() : pin;
}
