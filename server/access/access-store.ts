import type { Role } from '../../shared/domain/access/matrix.ts';
import type { Badge } from '../../shared/domain/scanning/our-codes.ts';
import { canonicalJson, GENESIS } from '../../shared/wire/canonical.ts';
import { atomicallyIn } from '../db/atomically.ts';
import type { SqliteDatabase as Database } from '../db/open-database.ts';
import { type AccessAct, auditLink } from './audit-store.ts';
import { tokenHash } from './token.ts';

export interface Worker {
  readonly id: string;
  readonly badge: Badge;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: string;
  readonly active: boolean;
  readonly pinHash: string;
}

export interface Device {
  readonly id: string;
  /** SPKI, base64url. */
  readonly publicKey: string;
  readonly name: string;
  readonly registeredAt: number;
  /** The worker who signed in on it first. */
  readonly registeredBy: string;
  readonly revokedAt: number | null;
}

export interface SessionRow {
  readonly id: string;
  readonly worker: string;
  readonly device: string;
  readonly seenAt: number;
  readonly expiresAt: number;
}

/** A shift, open or ended, epoch ms. */
export interface ShiftSpan {
  readonly from: number;
  readonly until: number;
}

export interface Failures {
  readonly count: number;
  readonly lastAt: number;
}

const DAY_MS = 86_400_000;

interface RawWorker {
  id: string;
  badge: Badge;
  name: string;
  roles: string;
  language: string;
  active: number;
  pin_hash: string;
}

export type AccessStore = ReturnType<typeof accessStore>;

/** People, phones, sessions and the one-time setup link, as rows. */
export function accessStore(db: Database) {
  return {
    atomically: atomicallyIn(db),
    ...workers(db),
    ...devices(db),
    ...failures(db),
    ...guesses(db),
    ...sessions(db),
    ...setupTokens(db),
    ...audit(db),
  };
}

function workers(db: Database) {
  const columns = 'SELECT id, badge, name, roles, language, active, pin_hash FROM worker';
  const byId = db.prepare<[string], RawWorker>(`${columns} WHERE id = ?`);
  const byBadge = db.prepare<[string], RawWorker>(`${columns} WHERE badge = ?`);
  const all = db.prepare<[], RawWorker>(`${columns} ORDER BY name, id`);
  const save = db.prepare(
    `INSERT INTO worker (id, badge, name, roles, language, active, pin_hash) VALUES (@id, @badge, @name, @roles, @language, @active, @pinHash)
     ON CONFLICT (id) DO UPDATE SET badge = @badge, name = @name, roles = @roles, language = @language, active = @active, pin_hash = @pinHash`,
  );
  return {
    worker: (id: string) => readWorker(byId.get(id)),
    workerByBadge: (badge: string) => readWorker(byBadge.get(badge)),
    workers: () => all.all().flatMap((row) => readWorker(row) ?? []),
    saveWorker: (worker: Worker) => void save.run({ ...worker, roles: JSON.stringify(worker.roles), active: worker.active ? 1 : 0 }),
  };
}

function readWorker(row: RawWorker | undefined): Worker | null {
  if (!row) return null;
  const { pin_hash: pinHash, roles, active, ...rest } = row;
  return { ...rest, roles: JSON.parse(roles), active: active === 1, pinHash };
}

interface RawDevice {
  id: string;
  public_key: string;
  name: string;
  registered_at: number;
  registered_by: string;
  revoked_at: number | null;
}

function devices(db: Database) {
  const columns = 'SELECT id, public_key, name, registered_at, registered_by, revoked_at FROM device';
  const byId = db.prepare<[string], RawDevice>(`${columns} WHERE id = ?`);
  const byThumbprint = db.prepare<[string], RawDevice>(`${columns} WHERE thumbprint = ?`);
  const all = db.prepare<[], RawDevice>(`${columns} ORDER BY registered_at, id`);
  const insert = db.prepare(
    `INSERT INTO device (id, thumbprint, public_key, name, registered_at, registered_by)
     VALUES (@id, @thumbprint, @publicKey, @name, @registeredAt, @by)`,
  );
  const revoke = db.prepare('UPDATE device SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL');
  return {
    device: (id: string) => readDevice(byId.get(id)),
    deviceByThumbprint: (thumbprint: string) => readDevice(byThumbprint.get(thumbprint)),
    devices: () => all.all().flatMap((row) => readDevice(row) ?? []),
    insertDevice: (device: Omit<Device, 'revokedAt' | 'registeredBy'> & { thumbprint: string; by: string }) => void insert.run(device),
    revokeDevice: (id: string, at: number) => revoke.run(at, id).changes === 1,
  };
}

function readDevice(row: RawDevice | undefined): Device | null {
  if (!row) return null;
  const { id, public_key: publicKey, name, registered_at: registeredAt, registered_by: registeredBy, revoked_at: revokedAt } = row;
  return { id, publicKey, name, registeredAt, registeredBy, revokedAt };
}

/** Wrong PINs by badge and phone; the phone is '' for every phone nobody has signed in on yet. */
function failures(db: Database) {
  const one = db.prepare<[string, string], Failures>('SELECT count, last_at AS lastAt FROM pin_failure WHERE badge = ? AND device = ?');
  const add = db.prepare(
    `INSERT INTO pin_failure (badge, device, count, last_at) VALUES (?, ?, 1, ?)
     ON CONFLICT (badge, device) DO UPDATE SET count = count + 1, last_at = excluded.last_at`,
  );
  const forget = db.prepare('DELETE FROM pin_failure WHERE last_at < ?');
  const clear = db.prepare('DELETE FROM pin_failure WHERE badge = ? AND device = ?');
  const clearAll = db.prepare('DELETE FROM pin_failure WHERE badge = ?');
  const clearGuesses = db.prepare('DELETE FROM pin_guess WHERE badge = ?');
  return {
    failures: (badge: string, device: string): Failures => one.get(badge, device) ?? { count: 0, lastAt: 0 },
    addFailure: (badge: string, device: string, at: number) => void add.run(badge, device, at),
    forgetFailuresBefore: (at: number) => void forget.run(at),
    clearFailures: (badge: string, device: string) => void clear.run(badge, device),
    clearAllFailures: (badge: string) => {
      clearAll.run(badge);
      clearGuesses.run(badge);
    },
  };
}

/** Wrong PINs by badge and by whoever enrolled the phones they were typed on, since a day began with the first of them. */
function guesses(db: Database) {
  const one = db
    .prepare<[string, string, number], number>('SELECT count FROM pin_guess WHERE badge = ? AND registrar = ? AND since > ?')
    .pluck();
  const add = db.prepare(
    `INSERT INTO pin_guess (badge, registrar, since, count) VALUES (@badge, @registrar, @at, 1) ON CONFLICT (badge, registrar) DO UPDATE
     SET count = CASE WHEN since > @dayBefore THEN count + 1 ELSE 1 END, since = CASE WHEN since > @dayBefore THEN since ELSE @at END`,
  );
  return {
    guesses: (badge: string, registrar: string, at: number): number => one.get(badge, registrar, at - DAY_MS) ?? 0,
    addGuess: (badge: string, registrar: string, at: number) => void add.run({ badge, registrar, at, dayBefore: at - DAY_MS }),
  };
}

function sessions(db: Database) {
  const byHash = db.prepare<[string], SessionRow>(
    `SELECT id, worker, device, seen_at AS seenAt, expires_at AS expiresAt FROM session WHERE token_hash = ? AND revoked_at IS NULL`,
  );
  const insert = db.prepare(
    `INSERT INTO session (token_hash, id, worker, device, created_at, seen_at, expires_at)
     VALUES (@hash, @id, @worker, @device, @at, @at, @expiresAt)`,
  );
  const shift = db.prepare<[string, string, string], ShiftSpan>(
    `SELECT created_at AS "from", min(expires_at, coalesce(revoked_at, expires_at)) AS until FROM session
     WHERE id = ? AND worker = ? AND device = ?`,
  );
  const wasOn = db.prepare<[string, string], number>('SELECT 1 FROM session WHERE worker = ? AND device = ?').pluck();
  const known = db.prepare<[string], number>('SELECT 1 FROM session WHERE id = ?').pluck();
  const seen = db.prepare('UPDATE session SET seen_at = ? WHERE id = ?');
  const revoke = db.prepare('UPDATE session SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL');
  const revokeAll = db.prepare('UPDATE session SET revoked_at = ? WHERE revoked_at IS NULL');
  const revokeOfDevice = db.prepare('UPDATE session SET revoked_at = ? WHERE device = ? AND revoked_at IS NULL');
  const revokeOfWorker = db.prepare('UPDATE session SET revoked_at = ? WHERE worker = ? AND revoked_at IS NULL');
  return {
    sessionByToken: (token: string) => byHash.get(tokenHash(token)) ?? null,
    insertSession: ({ token, ...row }: { token: string; id: string; worker: string; device: string; at: number; expiresAt: number }) =>
      void insert.run({ ...row, hash: tokenHash(token) }),
    /** From when to when this worker was signed in under this session on this phone; null: never. */
    shiftSpan: ({ worker, session, device }: { worker: string; session: string; device: string }): ShiftSpan | null =>
      shift.get(session, worker, device) ?? null,
    hasWorkedOn: (worker: string, device: string) => wasOn.get(worker, device) === 1,
    isSession: (id: string) => known.get(id) === 1,
    sessionSeen: (id: string, at: number) => void seen.run(at, id),
    revokeSession: (id: string, at: number) => void revoke.run(at, id),
    revokeAllSessions: (at: number) => void revokeAll.run(at),
    revokeSessionsOfDevice: (device: string, at: number) => void revokeOfDevice.run(at, device),
    revokeSessionsOfWorker: (worker: string, at: number) => void revokeOfWorker.run(at, worker),
  };
}

function setupTokens(db: Database) {
  const clear = db.prepare('DELETE FROM setup_token');
  const insert = db.prepare('INSERT INTO setup_token (token_hash, minted_at) VALUES (?, ?)');
  const burn = db.prepare('DELETE FROM setup_token WHERE token_hash = ?');
  const find = db.prepare<[string], { minted_at: number }>('SELECT minted_at FROM setup_token WHERE token_hash = ?');
  return {
    /** Only the newest link opens the door. */
    mintSetupToken: (token: string, at: number) => {
      clear.run();
      insert.run(tokenHash(token), at);
    },
    isSetupToken: (token: string) => find.get(tokenHash(token)) !== undefined,
    /** False when somebody else used the link first. */
    burnSetupToken: (token: string) => burn.run(tokenHash(token)).changes === 1,
  };
}

function audit(db: Database) {
  const last = db.prepare<[], { chain: string }>('SELECT chain FROM access_audit ORDER BY n DESC LIMIT 1');
  const insert = db.prepare(
    'INSERT INTO access_audit (at, act, worker, device, facts, chain) VALUES (@at, @act, @worker, @device, @facts, @chain)',
  );
  return {
    noteAct: (act: AccessAct) => {
      const chain = auditLink(last.get()?.chain ?? GENESIS, act);
      insert.run({ ...act, facts: canonicalJson(act.facts), chain });
    },
  };
}
