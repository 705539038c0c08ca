import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import type { Answer, Failure } from '../../client/queue/wire.ts';
import { FieldError } from '../../server/api/field-error.ts';
import { isPutBack } from '../../server/backup/high-water.ts';
import { beginEpoch } from '../../server/sync/begin-epoch.ts';
import { judgedBefore } from '../../server/sync/judged-before.ts';
import { createPoke } from '../../server/sync/poke.ts';
import type { Sealer } from '../../server/sync/receipt.ts';
import { takePen } from '../../server/sync/record.ts';
import { rememberedDays } from '../../server/sync/site-day.ts';
import { openSync, type Sync } from '../../server/sync/sync.ts';
import type { SyncParts } from '../../server/sync/sync-parts.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { Pull, PullReply, SnapshotAsk, SnapshotReply } from '../../shared/wire/feed.ts';
import { type Push, type PushReply, pushSchema, type Receipt } from '../../shared/wire/push.ts';
import type { SecondThoughts, SecondThoughtsReply } from '../../shared/wire/second-thoughts.ts';
import type { Dice } from './dice.ts';
import { isSignedBy, signText } from './fast-crypto.ts';
import { type Backup, type MemoryDisk, memoryDisk } from './memory-disk.ts';
import { memoryFeed } from './memory-feed.ts';
import { memoryLanes } from './memory-lanes.ts';
import { memoryLedger } from './memory-ledger.ts';
import { memoryMasters, memoryMeta } from './memory-masters.ts';
import { memoryOrder } from './memory-order.ts';
import { Forbidden, memoryStock } from './memory-stock.ts';
import { BINS, ITEM, lotAt, SITE, UNWRITABLE, WORKER, ZONE } from './small-site.ts';

/** How a planted bug changes the server: its parts, or the desk over them. */
export interface ServerBug {
  readonly parts?: (parts: SyncParts) => SyncParts;
  readonly sync?: (sync: Sync, parts: SyncParts) => Sync;
}

export type RestoreKind = 'command' | 'by-hand' | 'by-hand-keyless';

export interface SimServer {
  push(push: Push): Answer<PushReply>;
  pull(pull: Pull): Answer<PullReply>;
  snapshot(ask: SnapshotAsk): Answer<SnapshotReply>;
  secondThoughts(asked: SecondThoughts): Answer<SecondThoughtsReply>;
  /** Lets go of the feed older than so many ms. */
  compact(keptMs: number): Promise<void>;
  backUp(verified: boolean): void;
  restore(how: RestoreKind): void;
  /** Starts anew on the same disk: whatever lived in memory alone is gone. */
  restart(): void;
  parts(): SyncParts;
  disk(): MemoryDisk;
  /** Whether the server would still know the receipt for its own. */
  isGenuine(receipt: Receipt): boolean;
}

/** For so long the server keeps its feed; a history takes minutes, so it compacts as it would a month later. */
const FEED_KEPT_MS = 30 * 86_400_000;

/** The server's own desk over a disk in memory. */
export function simServer(dice: Dice, now: () => EpochMs, bug: ServerBug = {}): SimServer {
  let key = dice.uuid();
  const days = rememberedDays();
  const open = (disk: MemoryDisk) => {
    const masters = memoryMasters(disk);
    const ledger = memoryLedger(disk);
    const stock = memoryStock(disk, masters, judgedBefore(ledger));
    const sound: SyncParts = {
      atomically: disk.atomically,
      meta: memoryMeta(disk, dice.uuid()),
      ...{ masters, ledger },
      order: memoryOrder(disk),
      stock: { ...stock, save: (slice, effects) => stock.save(slice, refuseTheUnwritable(effects)) },
      feed: memoryFeed(disk),
      lanes: memoryLanes(disk),
      people: {
        shiftOf: ({ worker }) => (worker === WORKER.id ? { from: 0, until: Number.MAX_SAFE_INTEGER, roles: WORKER.roles } : null),
        phoneKey: (device) => ({ isSigned: (text, sig) => isSignedBy(device, text, sig), revoked: false }),
        cards: () => [WORKER],
      },
      phones: NONE_WIPED,
      sealer: sealerOf(() => key),
      poke: createPoke(),
      dayAt: days,
      newId: () => dice.uuid(),
    };
    const parts = bug.parts?.(sound) ?? sound;
    const sync = openSync(parts, () => new Set());
    return { disk, parts, sync: bug.sync?.(sync, parts) ?? sync, sealer: sound.sealer };
  };
  let server = open(memoryDisk(FURNISHED));
  let backup: Backup = server.disk.backUp();
  return {
    push: (push) => answer(() => server.sync.push(pushSchema.parse(push), push, now())),
    pull: (pull) => answer(() => server.sync.pull(pull, now())),
    snapshot: (ask) => answer(() => server.sync.snapshot(ask, now())),
    secondThoughts: (asked) => answer(() => server.sync.secondThoughts(asked)),
    compact: async (keptMs) => {
      await server.sync.compact((now() - keptMs + FEED_KEPT_MS) as EpochMs);
    },
    backUp: (verified) => {
      if (verified) server.parts.meta.setDurable(server.parts.feed.tip().rev);
      backup = server.disk.backUp();
    },
    restore: (how) => {
      const mark = how === 'by-hand' ? { epoch: server.parts.meta.epoch(), ...server.parts.feed.tip() } : null;
      if (how === 'by-hand-keyless') key = dice.uuid();
      server = open(memoryDisk(backup));
      const { meta, feed, ledger } = server.parts;
      const proof = how === 'command' ? 'restored' : isPutBack(mark, { meta, feed, before: null }) ? 'high-water' : null;
      if (proof) server.parts.atomically(() => beginEpoch(server.parts, takePen(ledger, feed), { proof, at: now() }));
    },
    restart: () => {
      server = open(server.disk);
    },
    parts: () => server.parts,
    disk: () => server.disk,
    isGenuine: (receipt) => server.sealer.isGenuine(receipt),
  };
}

/** No phone here was wiped, and nobody looks for silent ones. */
const NONE_WIPED: SyncParts['phones'] = {
  noteBefore: () => undefined,
  before: () => null,
  held: () => null,
  depthOf: () => 0,
  watched: () => [],
  openAnomalies: () => [],
};

/** What every server begins with. A disk never changes what it was given, so it is put together once. */
const FURNISHED: Backup = furnished();

function furnished(): Backup {
  const disk = memoryDisk();
  const masters = memoryMasters(disk);
  masters.save('site', SITE);
  masters.save('zone', ZONE);
  masters.save('item', ITEM);
  for (const bin of BINS) masters.save('bin', bin);
  takePen(memoryLedger(disk), memoryFeed(disk)).publish([
    { thing: 'site', key: SITE.code, after: SITE },
    { thing: 'zone', key: ZONE.code, after: ZONE },
    { thing: 'item', key: ITEM.gtin, after: ITEM },
    { thing: 'worker', key: WORKER.id, after: WORKER },
    ...BINS.map((bin) => ({ thing: 'bin' as const, key: bin.code, after: bin })),
  ]);
  return disk.backUp();
}

function refuseTheUnwritable<T extends readonly { thing: string; key: string }[]>(effects: T): T {
  if (effects.some(({ thing, key }) => thing === 'lot' && key === lotAt(UNWRITABLE))) throw new Forbidden('this lot cannot be written');
  return effects;
}

function sealerOf(key: () => string): Sealer {
  const sealOf = ({ epoch, lane, seq, rev, chain }: Omit<Receipt, 'seal'>) => signText(key(), [epoch, lane, seq, rev, chain].join('|'));
  return {
    seal: (fields) => ({ ...fields, seal: sealOf(fields) }),
    isGenuine: ({ seal, ...fields }) => seal === sealOf(fields),
  };
}

/** What the phone makes of an answer, and of the server's own errors: see `client/api.ts`. */
function answer<T>(call: () => T): Answer<T> {
  try {
    return { ok: true, value: call() };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof ZodError) return { kind: 'refused', field: error.issues[0]?.path.join('.') ?? '', message: 'is not valid' };
  if (error instanceof TRPCError && error.cause instanceof FieldError)
    return { kind: 'refused', field: error.cause.field, message: error.message };
  return { kind: 'server', message: String(error) };
}
