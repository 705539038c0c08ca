import { GENESIS, laneHeadText } from '../../shared/wire/canonical.ts';
import type { SqliteDatabase } from '../db/open-database.ts';
import { type FeedRow, feedLink } from '../sync/change-feed.ts';
import { SCANS_LOST } from '../sync/scans-lost.ts';
import { sha256 } from './chain.ts';
import { type JudgementRow, judgementLink, type LedgerRow, ledgerLink } from './ledger.ts';
import { walkSignatures } from './verify-signatures.ts';

/** The first thing that is not as it was written. */
export interface Break {
  readonly table: 'ledger' | 'judgement' | 'lane_place' | 'feed';
  readonly rev: number;
  readonly what: 'body' | 'chain' | 'head' | 'missing' | 'signature';
}

export interface Verified {
  readonly acts: number;
  readonly judgements: number;
  /** Acts of phones that no signature covers. */
  readonly unsigned: number;
  readonly broken: Break | null;
}

type Chained<T> = T & { readonly chain: string };

/**
 * Walks ledger, judgements and lanes from their beginnings: every body is what its hash says, every link follows from
 * the row before it, every lane's head from its commands, and is signed by its phone. The feed is walked from its oldest
 * row left. Stops at the first break.
 */
export function verifyLedger(db: SqliteDatabase): Verified {
  const acts = walkLedger(db);
  const judgements = acts.broken ? { rows: 0, broken: null } : walkJudgements(db);
  const chains = acts.broken ?? judgements.broken ?? walkLanes(db) ?? walkFeed(db);
  const { unsigned, forgedAt } = chains ? { unsigned: 0, forgedAt: null } : walkSignatures(db);
  const broken = forgedAt === null ? chains : ({ table: 'lane_place', rev: forgedAt, what: 'signature' } as const);
  return { acts: acts.rows, judgements: judgements.rows, unsigned, broken };
}

interface Walked {
  readonly rows: number;
  readonly broken: Break | null;
}

function walkLedger(db: SqliteDatabase): Walked {
  const all = db.prepare<[], Chained<LedgerRow>>(
    `SELECT rev, id, lane, seq, hash, device, kind, worker, received_at AS receivedAt, occurred_at AS occurredAt, error, body, chain
     FROM ledger ORDER BY rev`,
  );
  let chain = GENESIS;
  let rows = 0;
  for (const row of all.iterate()) {
    rows++;
    if (sha256(row.body) !== row.hash) return { rows, broken: { table: 'ledger', rev: row.rev, what: 'body' } };
    chain = ledgerLink(chain, row.rev, row);
    if (chain !== row.chain) return { rows, broken: { table: 'ledger', rev: row.rev, what: 'chain' } };
  }
  return { rows, broken: null };
}

function walkJudgements(db: SqliteDatabase): Walked {
  const all = db.prepare<[], Chained<JudgementRow>>(
    'SELECT rev, command, n, outcome, verdict, effects, judged_at AS judgedAt, chain FROM judgement ORDER BY rev',
  );
  let chain = GENESIS;
  let rows = 0;
  for (const row of all.iterate()) {
    rows++;
    chain = judgementLink(chain, row);
    if (chain !== row.chain) return { rows, broken: { table: 'judgement', rev: row.rev, what: 'chain' } };
  }
  const unjudged = db
    .prepare<[], number>('SELECT rev FROM ledger WHERE id NOT IN (SELECT command FROM judgement) ORDER BY rev LIMIT 1')
    .pluck();
  const rev = unjudged.get();
  return { rows, broken: rev === undefined ? null : { table: 'judgement', rev, what: 'missing' } };
}

interface PlacedHash {
  readonly lane: string;
  readonly seq: number;
  readonly rev: number;
  readonly head: string;
  readonly hash: string | null;
  readonly kind: string | null;
  readonly body: string | null;
}

function walkLanes(db: SqliteDatabase): Break | null {
  const all = db.prepare<[], PlacedHash>(
    `SELECT lane_place.lane, lane_place.seq, ledger_rev AS rev, head, hash, kind, iif(kind = 'scans-lost', body, NULL) AS body
     FROM lane_place LEFT JOIN ledger ON ledger.rev = ledger_rev
     ORDER BY lane_place.lane, lane_place.seq`,
  );
  let last = { lane: '', seq: 0, head: GENESIS };
  for (const place of all.iterate()) {
    const { lane, seq, rev, head, hash } = place;
    if (lane !== last.lane) last = { lane, seq: 0, head: GENESIS };
    if (isLossAfter(place, last.seq)) {
      last = { lane, seq, head };
      continue;
    }
    if (hash === null || seq !== last.seq + 1) return { table: 'lane_place', rev, what: 'missing' };
    if (sha256(laneHeadText(last.head, { lane, seq, hash })) !== head) return { table: 'lane_place', rev, what: 'head' };
    last = { lane, seq, head };
  }
  return null;
}

/** Numbers a phone lost: only an act that says exactly so lets a lane go on beyond them, from the head the phone stated. */
function isLossAfter({ kind, body, seq, head }: PlacedHash, lastSeq: number): boolean {
  if (kind !== SCANS_LOST || body === null) return false;
  const { facts } = JSON.parse(body);
  return facts.from === lastSeq + 1 && facts.to === seq && facts.head === head;
}

function walkFeed(db: SqliteDatabase): Break | null {
  const all = db.prepare<[], Chained<FeedRow>>('SELECT rev, lane, seq, changes, chain FROM feed ORDER BY rev');
  let last = { rev: 0, chain: GENESIS };
  for (const row of all.iterate()) {
    const { rev, chain } = row;
    // What was compacted took the link before the oldest row with it.
    const isOldest = last.rev === 0 && rev > 1;
    if (!isOldest && rev !== last.rev + 1) return { table: 'feed', rev, what: 'missing' };
    if (!isOldest && feedLink(last.chain, row) !== chain) return { table: 'feed', rev, what: 'chain' };
    last = { rev, chain };
  }
  return null;
}
