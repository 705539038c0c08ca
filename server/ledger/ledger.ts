import type { Effect } from '../../shared/domain/engine/effect.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { GENESIS } from '../../shared/wire/canonical.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import type { SqliteDatabase } from '../db/open-database.ts';
import { link } from './chain.ts';

/** One act as it was received. `lane` and `seq` are null for what did not come through a queue. */
export interface Received {
  readonly id: string;
  readonly lane: string | null;
  readonly seq: number | null;
  readonly hash: string;
  readonly device: string;
  readonly kind: string;
  readonly worker: string;
  readonly receivedAt: EpochMs;
  readonly occurredAt: EpochMs;
  readonly error: number | null;
  /** Canonical JSON, exactly the text whose SHA-256 is `hash`. */
  readonly body: string;
}

export interface LedgerRow extends Received {
  readonly rev: number;
}

export interface JudgementRow {
  readonly rev: number;
  readonly command: string;
  readonly n: number;
  readonly outcome: string;
  /** JSON texts of a `Verdict` and of its `Effect`s. */
  readonly verdict: string;
  readonly effects: string;
  /** Where it counts in judged order, when that is not its own time: it had waited for a lot. */
  readonly judgedAt?: EpochMs | null;
}

/** What is on record of one act: as received, and as judged last. */
export interface Recorded {
  readonly device: string;
  readonly occurredAt: EpochMs;
  readonly body: string;
  readonly verdict: Verdict;
  readonly effects: readonly Effect[];
}

export interface Ledger {
  /** The newest link of either chain. */
  tips(): { readonly ledger: string; readonly judgement: string };
  /** Both return the new link. */
  append(previous: string, rev: number, act: Received): string;
  judge(previous: string, row: JudgementRow): string;
  /** Notes what an act touches (`lot …`, `bin …`), at the instant it counts: a lot's life line is an index read. */
  touch(names: Iterable<string>, at: EpochMs, rev: number): void;
  /** Which of these acts are on record: their revs and hashes by id. */
  received(ids: readonly string[]): Map<string, Pick<LedgerRow, 'rev' | 'hash'>>;
  hashAt(rev: number): string | null;
  /** One above the newest act received before an instant, as if acts were received in the order of their revs; 0: there is none. */
  revSince(at: EpochMs): number;
  /** The latest verdict on an act, by its id or by the rev it was received at. */
  verdictOf(id: string): Verdict | null;
  verdictAt(rev: number): Verdict | null;
  recorded(id: string): Recorded | null;
  /** Undos that name this act, by their ids, oldest first. */
  undosOf(id: string): readonly string[];
}

/** The body is vouched for by `hash`. The text is the row's JSON, put together by hand; older ledgers are chained by the very same. */
export function ledgerLink(previous: string, rev: number, act: Received): string {
  const { id, lane, seq, hash, device, kind, worker, receivedAt, occurredAt, error } = act;
  const place = lane === null ? `null,${seq}` : `"${lane}",${seq}`;
  const who = `"${device}",${JSON.stringify(kind)},${JSON.stringify(worker)}`;
  return link(previous, [`[${rev},"${id}",${place},"${hash}",${who},${receivedAt},${occurredAt},${error}]`]);
}

export function judgementLink(previous: string, row: JudgementRow): string {
  const { rev, command, n, outcome, verdict, effects, judgedAt } = row;
  // A place of its own in judged order is rare, and older links were made without one.
  return link(previous, [rev, command, n, outcome, verdict, effects, ...(judgedAt ? [judgedAt] : [])]);
}

export function ledger(db: SqliteDatabase): Ledger {
  const tip = (table: string) => db.prepare<[], string>(`SELECT chain FROM ${table} ORDER BY rev DESC LIMIT 1`).pluck();
  const ledgerTip = tip('ledger');
  const judgementTip = tip('judgement');
  const append = db.prepare<unknown[]>(
    `INSERT INTO ledger (rev, id, lane, seq, hash, device, kind, worker, received_at, occurred_at, error, body, chain)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const touch = db.prepare('INSERT OR IGNORE INTO ledger_touch (name, at, rev) VALUES (?, ?, ?)');
  const judge = db.prepare<unknown[]>(
    'INSERT INTO judgement (rev, command, n, outcome, verdict, effects, judged_at, chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const hashAt = db.prepare<[number], string>('SELECT hash FROM ledger WHERE rev = ?').pluck();
  const newest = db.prepare<[], number | null>('SELECT max(rev) FROM ledger').pluck();
  const nextAct = db.prepare<[number], { rev: number; receivedAt: number }>(
    'SELECT rev, received_at AS receivedAt FROM ledger WHERE rev >= ? ORDER BY rev LIMIT 1',
  );
  const idAt = db.prepare<[number], string>('SELECT id FROM ledger WHERE rev = ?').pluck();
  const latest = 'FROM judgement WHERE command = ? ORDER BY n DESC LIMIT 1';
  const verdictOf = db.prepare<[string], string>(`SELECT verdict ${latest}`).pluck();
  const judged = db.prepare<[string], { verdict: string; effects: string }>(`SELECT verdict, effects ${latest}`);
  const received = db.prepare<[string], Pick<LedgerRow, 'id' | 'rev' | 'hash'>>(
    'SELECT id, rev, hash FROM ledger WHERE id IN (SELECT value FROM json_each(?))',
  );
  const undos = db
    .prepare<[string], string>("SELECT ledger.id FROM ledger_touch JOIN ledger USING (rev) WHERE name = ? AND kind = 'void' ORDER BY rev")
    .pluck();
  const whole = db.prepare<[string], Pick<Recorded, 'device' | 'occurredAt' | 'body'>>(
    'SELECT device, occurred_at AS occurredAt, body FROM ledger WHERE id = ?',
  );

  return {
    tips: () => ({ ledger: ledgerTip.get() ?? GENESIS, judgement: judgementTip.get() ?? GENESIS }),
    append: (previous, rev, act) => {
      const chain = ledgerLink(previous, rev, act);
      const { id, lane, seq, hash, device, kind, worker, receivedAt, occurredAt, error, body } = act;
      append.run(rev, id, lane, seq, hash, device, kind, worker, receivedAt, occurredAt, error, body, chain);
      return chain;
    },
    judge: (previous, row) => {
      const chain = judgementLink(previous, row);
      judge.run(row.rev, row.command, row.n, row.outcome, row.verdict, row.effects, row.judgedAt ?? null, chain);
      return chain;
    },
    touch: (names, at, rev) => {
      for (const name of names) touch.run(name, at, rev);
    },
    received: (ids) => new Map(received.all(JSON.stringify(ids)).map((row) => [row.id, row])),
    hashAt: (rev) => hashAt.get(rev) ?? null,
    revSince: (at) => {
      let [low, high] = [0, (newest.get() ?? -1) + 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        const act = nextAct.get(middle);
        if (act && act.receivedAt < at) low = act.rev + 1;
        else high = middle;
      }
      return low;
    },
    verdictOf: (id) => parsed(verdictOf.get(id)),
    verdictAt: (rev) => parsed(verdictOf.get(idAt.get(rev) ?? '')),
    undosOf: (id) => undos.all(`act ${id}`),
    recorded: (id) => {
      const act = whole.get(id);
      const last = judged.get(id);
      return act && last ? { ...act, verdict: JSON.parse(last.verdict), effects: JSON.parse(last.effects) } : null;
    },
  };
}

function parsed(verdict: string | undefined): Verdict | null {
  return verdict === undefined ? null : JSON.parse(verdict);
}
