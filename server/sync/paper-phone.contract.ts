import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../../shared/domain/access/matrix.ts';
import { type Bin, type BinKind, DEFAULT_WINDOWS, type Site, type Zone } from '../../shared/domain/bins/bin.ts';
import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { type Gtin, type LotKey, lotKey } from '../../shared/domain/lots/ids.ts';
import type { Item } from '../../shared/domain/lots/item.ts';
import { canonicalJson, GENESIS, headSignatureText, laneHeadText } from '../../shared/wire/canonical.ts';
import type { CommandBody, Envelope } from '../../shared/wire/envelope.ts';
import { binCodeSchema, commandIdSchema, gtinSchema, lotNumberSchema } from '../../shared/wire/ids.ts';
import { type Push, type PushReply, pushSchema } from '../../shared/wire/push.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import { badgeSchema } from '../admin/master-data.ts';
import { openStore, type Store } from '../store.ts';

/** 20 November 2026, noon in Warsaw. */
export const NOON = Date.parse('2026-11-20T11:00:00Z') as EpochMs;
const HOUR = 3_600_000;
const YEAR = 8784 * HOUR;
export const SITE: Site = { code: 'WAW1', name: 'Warsaw 1', timeZone: 'Europe/Warsaw', gln: null, windows: DEFAULT_WINDOWS };
const ZONE: Zone = { code: 'FRZ', name: 'Freezer', minCelsius: -25, maxCelsius: -18, graceMinutes: 30, storageClass: 'frozen' };
export const PEAS: Gtin = gtinSchema.parse('09506000134352');
const ITEM: Item = {
  gtin: PEAS,
  sku: 'VEG-101',
  name: 'Garden peas 1 kg',
  unit: 'carton',
  decimals: 0,
  unitsPerCarton: 10,
  cartonsPerPallet: 40,
  storageClass: 'frozen',
  expiryRequired: false,
  minDaysAtDispatch: 0,
  minDaysAtReceipt: 0,
  minLifeFraction: null,
  expiringSoonDays: 7,
};

export function bin(code: string, kind: BinKind): Bin {
  return { code: binCodeSchema.parse(code), zone: ZONE.code, kind, active: true, capacityPallets: null, walkOrder: 0 };
}

export function peas(number: string): LotKey {
  return lotKey(PEAS, lotNumberSchema.parse(number));
}

/** A cold store of one zone, a dock, staging and four storage bins, in a folder of its own. */
export function openPaperStore(folder = mkdtempSync(join(tmpdir(), 'lotkeeper-'))) {
  const store = openStore({ dataDir: folder });
  if (!store.masters.site()) furnish(store);
  return {
    folder,
    store,
    close: () => {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function furnish({ access, db, masters, sync }: Store): void {
  const bins = [
    bin('DOCK-1', 'dock'),
    bin('STAGE-1', 'staging'),
    ...['A-01-1', 'A-01-2', 'A-02-1', 'A-02-2'].map((code) => bin(code, 'storage')),
  ];
  db.transaction(() => {
    masters.save('site', SITE);
    masters.save('zone', ZONE);
    masters.save('item', ITEM);
    for (const each of bins) masters.save('bin', each);
    sync.publish([
      { thing: 'site', key: SITE.code, after: SITE },
      { thing: 'zone', key: ZONE.code, after: ZONE },
      { thing: 'item', key: ITEM.gtin, after: ITEM },
      ...bins.map((each) => ({ thing: 'bin' as const, key: each.code, after: each })),
    ]);
    const workers: readonly [string, readonly Role[]][] = [
      ['ana', ['picker', 'dock']],
      ['eve', ['supervisor']],
    ];
    for (const [id, roles] of workers) {
      access.saveWorker({
        id,
        badge: badgeSchema.parse(id.toUpperCase().padEnd(4, '7')),
        name: id,
        roles,
        language: 'en',
        active: true,
        pinHash: 'none',
      });
    }
  })();
}

/** What of a report a test wants otherwise. */
export type Odd = Partial<Pick<CommandBody, 'id' | 'kindVersion' | 'override' | 'deviceId'>> & {
  readonly clock?: Partial<CommandBody['clock']>;
  readonly worker?: string;
  readonly role?: string;
  readonly session?: string;
};

/** An enrolled phone with a real key: it numbers, hashes, chains and signs like the real one, and lies when told to. */
export function paperPhone(store: Store, deviceId: string = randomUUID()) {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
  store.access.insertDevice({ id: deviceId, publicKey, name: 'phone', registeredAt: NOON, by: 'eve', thumbprint: sha256(publicKey) });
  for (const { id } of store.access.workers()) {
    const shift = { id: sessionOn(deviceId, id), worker: id, device: deviceId, at: NOON - YEAR, expiresAt: NOON + 4 * HOUR };
    store.access.insertSession({ ...shift, token: randomUUID() });
  }
  let server = store;
  let lane: string = randomUUID();
  let seq = 0;
  const headAt = [GENESIS];

  const place = (body: CommandBody): Envelope => {
    seq++;
    const hash = sha256(canonicalJson(body));
    headAt[seq] = sha256(laneHeadText(headAt[seq - 1] ?? GENESIS, { lane, seq, hash }));
    return { ...body, lane, seq, hash };
  };
  const phone = {
    deviceId,
    key: keys.privateKey,
    lane: () => lane,
    headAt: (at: number) => headAt[at] ?? GENESIS,
    /** The next report of this phone, queued. */
    report: (kind: string, payload: CommandBody['payload'], odd: Odd = {}) => place(bodyOf(deviceId, { kind, payload }, odd)),
    /** The same reports queued again from number 1 in another lane. */
    rekey: (newLane: string, commands: readonly Envelope[]): Envelope[] => {
      lane = newLane;
      seq = 0;
      return commands.map(({ lane: _lane, seq: _seq, hash: _hash, ...body }) => place(body));
    },
    push: (commands: readonly Envelope[], odd: Partial<Push> = {}): Push => {
      const headSeq = odd.headSeq ?? commands.at(-1)?.seq ?? seq;
      const head = odd.head ?? headAt[headSeq] ?? GENESIS;
      const queue = { depth: commands.length, oldestWall: null, bytes: 0 };
      const sent = { wall: NOON, mono: 0 };
      const sig = signed(keys.privateKey, headSignatureText(lane, headSeq, head));
      const about = { protocol: 1, epoch: null, deviceId, lane, acked: null, cursor: null, build: 'test' };
      return { ...about, commands: [...commands], head, headSeq, sig, queue, sent, ...odd };
    },
    /** Talks to this server from now on. */
    moveTo: (other: Store) => {
      server = other;
    },
    /** Pushes as over the wire: what arrives is what JSON keeps. */
    send: (commands: readonly Envelope[], odd: Partial<Push> = {}, now: EpochMs = NOON): PushReply => {
      const raw: unknown = JSON.parse(JSON.stringify(phone.push(commands, odd)));
      return server.sync.push(pushSchema.parse(raw), raw, now);
    },
  };
  return phone;
}

/** Everyone in the paper store has signed in on every phone, once. */
export function sessionOn(deviceId: string, worker: string): string {
  return `${deviceId} ${worker}`;
}

let minted = 0;

/** Ids rise as reports are made, as those of a real phone do. */
function nextId(): CommandId {
  const time = (++minted).toString(16).padStart(12, '0');
  return commandIdSchema.parse(`${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`);
}

function bodyOf(
  deviceId: string,
  said: Pick<CommandBody, 'kind' | 'payload'>,
  { clock, worker = 'ana', role = 'dock', session = sessionOn(deviceId, worker), ...odd }: Odd,
): CommandBody {
  return {
    v: 1,
    id: nextId(),
    deviceId,
    kindVersion: 1,
    ...said,
    actor: { worker, role, session },
    clock: { wall: NOON, mono: 0, boot: 'b-1', offset: 0, error: 50, ...clock },
    basis: { epoch: 'e', rev: 0 },
    told: { outcome: 'ok', codes: [] },
    scans: [],
    ...odd,
  };
}

/** The verdicts of a push that was taken; fails the test when it was not. */
export function taken(reply: PushReply): readonly Verdict[] {
  if (reply.kind !== 'taken') throw new Error(`the push was answered ${reply.reset}`);
  return reply.verdicts;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function signed(key: KeyObject, text: string): string {
  return sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
}
