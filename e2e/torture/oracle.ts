import { join } from 'node:path';
import Database from 'better-sqlite3';
import { verifyLedger } from '../../server/ledger/verify.ts';
import type { Effect } from '../../shared/domain/engine/effect.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import { rowsOf } from '../ledger.ts';
import { note, type Tally } from './tally.ts';

/** A phone as the ledger knows it, and the ids of the reports whose tick was shown, in that order. */
export interface Witness {
  readonly worker: string;
  readonly deviceId: string;
  readonly kept: readonly string[];
}

/** Every report whose tick was shown is on record exactly once, in its phone's order. */
export function checkReports(dataDir: string, witnesses: readonly Witness[], tally: Tally): void {
  for (const witness of witnesses) {
    tally.commands += witness.kept.length;
    checkWitness(dataDir, witness, tally);
  }
  const placedTwice = rowsOf<{ lane: string; rev: number }>(
    dataDir,
    'SELECT lane, ledger_rev AS rev FROM lane_place GROUP BY lane, ledger_rev HAVING count(*) > 1',
  );
  for (const { lane, rev } of placedTwice) note(tally, 'doubled', `rev ${rev} stands twice in lane ${lane}`);
}

function checkWitness(dataDir: string, { worker, deviceId, kept }: Witness, tally: Tally): void {
  const sql = 'SELECT id FROM ledger WHERE device = ? AND lane IS NOT NULL ORDER BY rev';
  const onRecord = rowsOf<{ id: string }>(dataDir, sql, deviceId).map(({ id }) => id.replace(/#.*/, ''));
  const times = new Map<string, number>();
  for (const id of onRecord) times.set(id, (times.get(id) ?? 0) + 1);
  for (const id of kept) if (!times.has(id)) note(tally, 'lost', `${worker}: ${id}`);
  for (const [id, n] of times) if (n > 1) note(tally, 'doubled', `${worker}: ${id} stands ${n} times`);
  checkOrder(tally, worker, { kept, onRecord });
}

function checkOrder(tally: Tally, worker: string, { kept, onRecord }: { kept: readonly string[]; onRecord: readonly string[] }): void {
  const place = new Map(onRecord.map((id, at) => [id, at]));
  const places = kept.flatMap((id) => place.get(id) ?? []);
  for (const [n, at] of places.entries()) {
    if (n > 0 && at < (places[n - 1] ?? 0)) note(tally, 'reordered', `${worker}: report ${n} is on record before the one it followed`);
  }
}

interface Judged {
  readonly command: string;
  readonly verdict: string;
  readonly effects: string;
}

const LATEST = `SELECT command, verdict, effects FROM judgement AS this
  WHERE n = (SELECT max(n) FROM judgement WHERE command = this.command)`;

/** The chains are whole; stock is what the judgements that count made of it; what they flag is there to be seen. */
export function checkLedger(dataDir: string, tally: Tally): void {
  const db = new Database(join(dataDir, 'lotkeeper.db'), { readonly: true });
  const { broken } = verifyLedger(db);
  db.close();
  if (broken) note(tally, 'torn', `${broken.table} rev ${broken.rev}: ${broken.what}`);
  const judged = rowsOf<Judged>(dataDir, LATEST);
  checkFold(dataDir, judged, tally);
  checkFlags(dataDir, judged, tally);
  const mixed = rowsOf<{ bin: string }>(dataDir, 'SELECT bin FROM stock WHERE one_lot = 1 GROUP BY bin HAVING count(DISTINCT lot) > 1');
  for (const { bin } of mixed) note(tally, 'torn', `two lots are booked in ${bin}`);
}

const COUNTED = `SELECT 'stock ' || bin || ' ' || lot || ' ' || pallet AS key, quantity FROM stock
  UNION ALL SELECT 'unconfirmed ' || lot || ' ' || claimed_bin, sum(quantity) FROM unconfirmed GROUP BY lot, claimed_bin
  UNION ALL SELECT 'in-hand ' || lot || ' ' || worker, sum(quantity) FROM in_hand GROUP BY lot, worker`;

function checkFold(dataDir: string, judged: readonly Judged[], tally: Tally): void {
  const folded = new Map<string, number>();
  const add = (key: string, quantity: number) => folded.set(key, (folded.get(key) ?? 0) + quantity);
  for (const effect of judged.flatMap(({ effects }) => JSON.parse(effects) as readonly Effect[])) {
    counted(effect, effect.before, (key, quantity) => add(key, -quantity));
    counted(effect, effect.after, add);
  }
  for (const { key, quantity } of rowsOf<{ key: string; quantity: number }>(dataDir, COUNTED)) add(key, -quantity);
  for (const [key, left] of folded) if (left !== 0) note(tally, 'torn', `${key}: the judgements say ${left} more than the books`);
}

function counted({ thing }: Effect, value: Effect['after'], add: (key: string, quantity: number) => void): void {
  if (!value || !('quantity' in value)) return;
  if (thing === 'stock' && 'bin' in value) add(`stock ${value.bin} ${value.lot} ${value.pallet}`, value.quantity);
  if (thing === 'unconfirmed' && 'claimedBin' in value) add(`unconfirmed ${value.lot} ${value.claimedBin}`, value.quantity);
  if (thing === 'in-hand' && 'worker' in value) add(`in-hand ${value.lot} ${value.worker}`, value.quantity);
}

/** Breaking these rules changes nothing and need not be looked at. */
const HARMLESS = ['same-bin', 'already-scanned'];

function checkFlags(dataDir: string, judged: readonly Judged[], tally: Tally): void {
  const anomalies = new Set(rowsOf<{ id: string }>(dataDir, 'SELECT id FROM anomaly').map(({ id }) => id));
  for (const { command, verdict } of judged) {
    const { outcome, broke, flags, effect } = JSON.parse(verdict) as Verdict;
    const hidden = flags.filter(({ anomaly }) => anomaly && !anomalies.has(anomaly));
    for (const { code } of hidden) note(tally, 'unflagged', `${command} opened ${code}, and there is none`);
    const mustFlag = outcome !== 'recorded' || (effect !== 'applied' && broke && !HARMLESS.includes(broke.code));
    if (mustFlag && flags.length === 0) note(tally, 'unflagged', `${command} is ${outcome} (${broke?.code}) and flags nothing`);
  }
}
