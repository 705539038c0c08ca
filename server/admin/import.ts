import { randomUUID } from 'node:crypto';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { ViewChange } from '../../shared/wire/feed.ts';
import type { AccessStore, Worker } from '../access/access-store.ts';
import { hashPin, pinFits } from '../access/pin.ts';
import { cardOf } from '../access/setup.ts';
import { type MasterName, type MasterStore, masterKey } from '../stock/master-store.ts';
import type { Store } from '../store.ts';
import { faultOf } from './fault.ts';
import { type ImportStore, importStore } from './import-store.ts';
import { type MasterData, masterDataSchema, type WorkerEntry } from './master-data.ts';
import { type Changes, changesOf, type Known, type Problem, problemsOf, type Tally, tallyOf } from './plan-import.ts';

/** Where an import writes. `announce` puts the changes into the feed, inside the import's own transaction. */
export interface ImportHost {
  readonly access: AccessStore;
  readonly masters: MasterStore;
  readonly imports: ImportStore;
  readonly announce: (changes: readonly ViewChange[]) => void;
}

export function importHost({ access, masters, sync, db }: Store): ImportHost {
  return { access, masters, imports: importStore(db, masters), announce: sync.publish };
}

export type ImportReply =
  | {
      readonly ok: true;
      readonly dryRun: boolean;
      readonly tally: Readonly<Record<'site' | 'zones' | 'bins' | 'items' | 'workers', Tally>>;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface ImportOrder {
  readonly data: unknown;
  readonly dryRun: boolean;
  /** Who asked; null: the server itself. */
  readonly by: { readonly worker: string; readonly device: string } | null;
}

/**
 * Takes a file of master data: all of it or, with one field wrong, nothing. Entries replace those of the same key,
 * others stay. A dry run answers the same and writes nothing.
 */
export async function importData(host: ImportHost, { data, dryRun, by }: ImportOrder, now: EpochMs): Promise<ImportReply> {
  const parsed = masterDataSchema.safeParse(data, { reportInput: true });
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map(faultOf) };
  const early = problemsOf(parsed.data, knownTo(host));
  if (early.length > 0) return { ok: false, problems: early };
  const pins = await pinHashes(parsed.data.workers, host.access);

  return host.imports.atomically(() => {
    const known = knownTo(host);
    const problems = problemsOf(parsed.data, known);
    if (problems.length > 0) return { ok: false, problems };
    const changes = changesOf(parsed.data, known);
    const workers = changedWorkers(parsed.data.workers, known, pins);
    if (!dryRun) write(host, { changes, workers, by }, now);
    return { ok: true, dryRun, tally: tallies(parsed.data, known, { changes, workers }) };
  });
}

interface Writing {
  readonly changes: Changes;
  readonly workers: readonly Worker[];
}

function write(host: ImportHost, { changes, workers, by }: Writing & Pick<ImportOrder, 'by'>, now: EpochMs): void {
  const { sites, zones, bins, items } = changes;
  for (const site of sites) host.masters.save('site', site);
  for (const zone of zones) host.masters.save('zone', zone);
  for (const bin of bins) host.imports.saveBin(bin);
  for (const item of items) host.masters.save('item', item);
  for (const worker of workers) saveWorker(host.access, worker, { by, at: now });
  const announced: ViewChange[] = [
    ...sites.map((after) => ({ thing: 'site' as const, key: masterKey(after), after })),
    ...zones.map((after) => ({ thing: 'zone' as const, key: masterKey(after), after })),
    ...bins.map((after) => ({ thing: 'bin' as const, key: masterKey(after), after })),
    ...items.map((after) => ({ thing: 'item' as const, key: masterKey(after), after })),
    ...workers.map((worker) => ({ thing: 'worker' as const, key: worker.id, after: cardOf(worker) })),
  ];
  if (announced.length === 0) return;
  host.announce(announced);
  const facts = { zones: zones.length, bins: bins.length, items: items.length, workers: workers.length };
  host.access.noteAct({ at: now, act: 'data-imported', worker: by?.worker ?? null, device: by?.device ?? null, facts });
}

/** Whoever gets a new PIN or leaves is signed out everywhere; each change to a person is in the audit by itself. */
function saveWorker(access: AccessStore, worker: Worker, { by, at }: { readonly by: ImportOrder['by']; readonly at: EpochMs }): void {
  const before = access.worker(worker.id);
  const hasNewPin = before !== null && before.pinHash !== worker.pinHash;
  access.saveWorker(worker);
  if (hasNewPin) access.clearAllFailures(worker.badge);
  if (hasNewPin || !worker.active) access.revokeSessionsOfWorker(worker.id, at);
  const { id: of, name, roles, active } = worker;
  const facts = { of, name, roles: roles.join(' '), active: String(active), pin: before && !hasNewPin ? 'as before' : 'new' };
  access.noteAct({ at, act: before ? 'worker-changed' : 'worker-added', worker: by?.worker ?? null, device: by?.device ?? null, facts });
}

function knownTo({ access, masters, imports }: ImportHost): Known {
  const all = <M extends MasterName>(thing: M) => masters.page(thing, null, masters.count(thing));
  return {
    site: masters.site(),
    zones: new Map(all('zone').map((zone) => [zone.code, zone])),
    bins: new Map(all('bin').map((bin) => [bin.code, bin])),
    items: new Map(all('item').map((item) => [item.gtin, item])),
    workersByBadge: new Map(access.workers().map((worker) => [worker.badge, worker])),
    lotsIn: imports.lotsIn,
    hasLots: imports.hasLots,
  };
}

/** New hashes by badge, but not for a PIN that stays as it is. */
async function pinHashes(entries: readonly WorkerEntry[], access: AccessStore): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>();
  for (const { badge, pin } of entries) {
    const before = access.workerByBadge(badge);
    if (pin !== undefined && !(before && (await pinFits(before.pinHash, pin)))) hashes.set(badge, await hashPin(pin));
  }
  return hashes;
}

function changedWorkers(entries: readonly WorkerEntry[], known: Known, pins: ReadonlyMap<string, string>): Worker[] {
  return entries.flatMap(({ badge, name, roles, language, active }) => {
    const before = known.workersByBadge.get(badge);
    const pinHash = pins.get(badge) ?? before?.pinHash;
    if (pinHash === undefined) return [];
    const worker: Worker = { id: before?.id ?? randomUUID(), badge, name, roles, language, active, pinHash };
    return before && JSON.stringify(sorted(before)) === JSON.stringify(sorted(worker)) ? [] : [worker];
  });
}

function sorted({ id, badge, name, roles, language, active, pinHash }: Worker): unknown[] {
  return [id, badge, name, [...roles].sort(), language, active, pinHash];
}

function tallies(data: MasterData, known: Known, { changes, workers }: Writing): (ImportReply & { ok: true })['tally'] {
  return {
    site: tallyOf(data.site ? [data.site] : [], changes.sites, () => known.site !== null),
    zones: tallyOf(data.zones, changes.zones, (zone) => known.zones.has(zone.code)),
    bins: tallyOf(data.bins, changes.bins, (bin) => known.bins.has(bin.code)),
    items: tallyOf(data.items, changes.items, (item) => known.items.has(item.gtin)),
    workers: tallyOf<{ readonly badge: string }>(data.workers, workers, (worker) => known.workersByBadge.has(worker.badge)),
  };
}
