import { Dexie, type DexieOptions, type Table } from 'dexie';
import type { Role } from '../../shared/domain/access/matrix.ts';
import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { Carried } from './carried-piece.ts';
import { freshLane, type Lane } from './lane.ts';
import type { InboxEntry, QueuedReport } from './queued-report.ts';
import type { ReportBody } from './report-body.ts';
import type { WordPage } from './word-pages.ts';

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
  /** The site's, for as long as this phone has no copy of the site itself; missing in a shift an older app began. */
  readonly timeZone?: string;
  readonly expiresAt: number;
}

/** What the server sealed for this phone: that it is enrolled (`device`), and each shift somebody began on it. */
export interface KeptCertificate {
  /** `device`, or the session of a shift. */
  readonly id: string;
  readonly text: string;
  readonly at: number;
}

/** An act the ledger booked at once, kept here until a backup of the server holds it. */
export interface Decision {
  readonly id: CommandId;
  readonly body: ReportBody;
  /** The history and the rev it was booked under. */
  readonly epoch: string;
  readonly rev: number;
  /** When the server booked it. */
  readonly at: EpochMs;
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
  declare readonly carried: Table<Carried, string>;
  declare readonly certificates: Table<KeptCertificate, string>;
  declare readonly decisions: Table<Decision, CommandId>;
  declare readonly words: Table<WordPage, number>;

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
    this.version(2).stores({ carried: 'id' });
    this.version(3).stores({ certificates: 'id, at', decisions: 'id, at' });
    this.version(4).stores({ words: 'last' });
    this.on('populate', (tx) => tx.table<Lane>('lane').add(freshLane(crypto.randomUUID())));
  }
}

/** The lane of an open outbox; it was minted together with the database. */
export async function laneOf(outbox: OutboxDatabase): Promise<Lane> {
  const lane = await outbox.lane.get('this');
  if (!lane) throw new Error('the outbox has no lane');
  return lane;
}
