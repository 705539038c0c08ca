import { Dexie, type DexieOptions, type Table } from 'dexie';
import type { Role } from '../../shared/domain/access/matrix.ts';
import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import { GENESIS } from '../../shared/wire/canonical.ts';
import type { CommandBody } from '../../shared/wire/envelope.ts';
import type { Receipt } from '../../shared/wire/push.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import type { ReportBody } from './report-body.ts';

/** One queued report. `head`: the lane's head after it, kept once the server has taken it. */
export interface QueuedReport {
  readonly seq: number;
  readonly id: CommandId;
  readonly hash: string;
  readonly body: ReportBody;
  /** What is sent in its place when the server cannot read it; `hash` is then of this. */
  readonly sent?: CommandBody;
  readonly bytes: number;
  readonly enqueuedAt: number;
  readonly head?: string;
  readonly verdict?: Verdict;
}

/** This phone's queue identity and how far the server has taken it. */
export interface Lane {
  readonly name: 'this';
  readonly lane: string;
  readonly nextSeq: number;
  readonly ackedSeq: number;
  readonly ackedHead: string;
  /** The head before the oldest report still kept; what a chain restarts from. */
  readonly keptFrom: { readonly seq: number; readonly head: string };
  readonly epoch: string | null;
  readonly receipt: Receipt | null;
}

/** The enrolled phone. The private key cannot leave it: only the browser ever holds it. */
export interface Device {
  readonly name: 'this';
  readonly deviceId: string | null;
  readonly keys: CryptoKeyPair;
}

/** Who is working with this phone now. */
export interface Shift {
  readonly name: 'this';
  readonly worker: string;
  readonly workerName: string;
  readonly roles: readonly Role[];
  /** The one role acted in. */
  readonly role: Role;
  readonly session: string;
  readonly language: string;
  readonly expiresAt: number;
}

/** A verdict a person should look at; gone once it is seen or the server has changed its mind. */
export interface InboxEntry {
  readonly id: CommandId;
  readonly at: number;
  readonly verdict: Verdict;
}

export interface Setting {
  readonly name: string;
  readonly value: unknown;
}

/** What must never be lost. Its schema is only ever added to; the view beside it may be thrown away at any time. */
export class OutboxDatabase extends Dexie {
  declare readonly commands: Table<QueuedReport, number>;
  declare readonly lane: Table<Lane, 'this'>;
  declare readonly device: Table<Device, 'this'>;
  declare readonly shift: Table<Shift, 'this'>;
  declare readonly inbox: Table<InboxEntry, CommandId>;
  declare readonly settings: Table<Setting, string>;

  constructor(options: DexieOptions = {}) {
    super('outbox', { ...options, chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      commands: 'seq, &id',
      lane: 'name',
      device: 'name',
      shift: 'name',
      inbox: 'id, at',
      settings: 'name',
    });
    this.on('populate', (tx) => tx.table<Lane>('lane').add(freshLane(crypto.randomUUID())));
  }
}

export function freshLane(lane: string): Lane {
  const start = { seq: 0, head: GENESIS };
  return { name: 'this', lane, nextSeq: 1, ackedSeq: 0, ackedHead: GENESIS, keptFrom: start, epoch: null, receipt: null };
}

/** The lane of an open outbox; it was minted together with the database. */
export async function laneOf(outbox: OutboxDatabase): Promise<Lane> {
  const lane = await outbox.lane.get('this');
  if (!lane) throw new Error('the outbox has no lane');
  return lane;
}
