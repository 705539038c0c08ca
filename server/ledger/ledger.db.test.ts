import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { GENESIS } from '../../shared/wire/canonical.ts';
import { openPaperStore, PEAS, paperPhone, peas, taken } from '../sync/paper-phone.contract.ts';
import { sha256 } from './chain.ts';
import { ledgerLink } from './ledger.ts';
import { verifyLedger } from './verify.ts';

let paper: ReturnType<typeof openPaperStore>;

beforeEach(() => {
  paper = openPaperStore();
  const phone = paperPhone(paper.store);
  const receive = () => phone.report('receive', { item: PEAS, lot: 'L-1', to: 'DOCK-1', quantity: 40 });
  const putaway = () => phone.report('putaway', { lot: peas('L-1'), from: 'DOCK-1', to: 'A-01-1', quantity: 40 });
  taken(phone.send([receive(), putaway()]));
});

afterEach(() => paper.close());

/** What someone with the file and no respect for triggers can do. */
function tamper(table: string, sql: string): void {
  const { db } = paper.store;
  for (const act of ['update', 'delete']) db.exec(`DROP TRIGGER IF EXISTS ${table}_refuses_${act}`);
  db.exec(sql);
}

function strangersKey(): string {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
}

describe('the ledger', () => {
  test('is chained by the text earlier builds chained it by, so that an update makes nobody a forger', () => {
    const act = {
      id: '01a21548-5e49-7223-a7f4-5729ed144f09',
      lane: '4a27f99d-64a4-400c-a78d-3422bf19ec76',
      seq: 1,
      hash: 'b0'.repeat(32),
      device: '7c46e12d-a392-4b82-b42c-1fbe33bea8a0',
      kind: 'receive',
      worker: 'Zoë "Z"',
      receivedAt: 1_795_653_394_324 as EpochMs,
      occurredAt: 1_795_653_393_993 as EpochMs,
      error: null,
      body: '{}',
    };
    const { id, lane, seq, hash, device, kind, worker, receivedAt, occurredAt, error } = act;
    const text = JSON.stringify([3, id, lane, seq, hash, device, kind, worker, receivedAt, occurredAt, error]);
    expect(ledgerLink(GENESIS, 3, act)).toBe(sha256(`${GENESIS}\n${text}`));
    const ours = JSON.stringify([4, id, null, null, hash, 'server', kind, worker, receivedAt, occurredAt, 12]);
    expect(ledgerLink(GENESIS, 4, { ...act, lane: null, seq: null, device: 'server', error: 12 })).toBe(sha256(`${GENESIS}\n${ours}`));
  });

  test.each([
    "UPDATE ledger SET worker = 'somebody else'",
    'DELETE FROM ledger WHERE rev = 2',
    "UPDATE judgement SET outcome = 'flagged'",
    'DELETE FROM judgement',
    "UPDATE lane_place SET head = ''",
    "UPDATE feed SET changes = '[]'",
    "INSERT OR REPLACE INTO judgement SELECT rev, command, n, outcome, verdict, '[]', chain, judged_at FROM judgement WHERE rev = 2",
  ])('is append-only: %s is aborted', (sql) => {
    expect(() => paper.store.db.exec(sql)).toThrow(/append-only/);
    expect(verifyLedger(paper.store.db).broken).toBeNull();
  });

  test('is found whole when nobody touched it', () => {
    expect(verifyLedger(paper.store.db)).toEqual({ acts: 2, judgements: 2, unsigned: 0, broken: null });
  });

  test.each([
    [
      'a byte of what was said',
      'ledger',
      'UPDATE ledger SET body = replace(body, \'"quantity":40\', \'"quantity":41\') WHERE rev = 3',
      'body',
    ],
    ['who said it', 'ledger', "UPDATE ledger SET worker = 'ben' WHERE rev = 2", 'chain'],
    ['a time', 'ledger', 'UPDATE ledger SET occurred_at = occurred_at + 1 WHERE rev = 3', 'chain'],
    ['an effect', 'judgement', "UPDATE judgement SET effects = replace(effects, '40', '39') WHERE rev = 2", 'chain'],
    ['a missing judgement', 'judgement', 'DELETE FROM judgement WHERE rev = 3', 'missing'],
    ['a missing act', 'ledger', 'DELETE FROM ledger WHERE rev = 2', 'chain'],
    ['a missing last act', 'ledger', 'DELETE FROM ledger WHERE rev = 3', 'missing'],
    ['what phones are told', 'feed', "UPDATE feed SET changes = '[]' WHERE rev = 3", 'chain'],
    ['what phones are not told', 'feed', 'DELETE FROM feed WHERE rev = 2', 'missing'],
    ['a phone’s number', 'lane_place', 'UPDATE lane_place SET ledger_rev = 2 WHERE seq = 2', 'head'],
    ['a signature', 'lane_place', `UPDATE lane_place SET sig = '${'A'.repeat(86)}' WHERE seq = 2`, 'signature'],
    ['whose phone it was', 'device', `UPDATE device SET public_key = '${strangersKey()}'`, 'signature'],
    ['a phone that was never enrolled', 'lane', "UPDATE lane SET device = 'nobody'", 'signature'],
  ])('shows tampering with %s', (_case, table, sql, what) => {
    tamper(table, sql);
    expect(verifyLedger(paper.store.db).broken?.what).toBe(what);
  });
});

test('a signature taken away leaves acts nobody vouches for', () => {
  tamper('lane_place', 'UPDATE lane_place SET sig = NULL');
  expect(verifyLedger(paper.store.db)).toMatchObject({ unsigned: 2, broken: null });
});

test('a compacted feed is still whole', () => {
  paper.store.db.exec('DELETE FROM feed WHERE rev < 3');
  expect(verifyLedger(paper.store.db).broken).toBeNull();
});

describe('the last guard of one lot per bin', () => {
  const insert = (bin: string, lot: string, oneLot: number) =>
    paper.store.db
      .prepare(
        `INSERT INTO stock (bin, lot, pallet, quantity, reserved, moved_at, seen_at, claim, site, one_lot)
         VALUES (?, ?, '', 1, 0, 0, 0, '{}', 'WAW1', ?)`,
      )
      .run(bin, lot, oneLot);

  beforeEach(() => {
    paper.store.db.exec(`INSERT INTO lot SELECT '${peas('L-2')}', gtin, 'L-2', expiry_on, produced_on, supplier, origin, reference,
      first_received_at, status, hold_reason, totals FROM lot`);
  });

  test('refuses a second lot in a storage bin, however it is written', () => {
    expect(() => insert('A-01-1', peas('L-2'), 1)).toThrow(/FOREIGN KEY/);
    expect(() => insert('A-01-1', peas('L-2'), 0)).toThrow(/FOREIGN KEY/);
    expect(() => paper.store.db.exec(`UPDATE occupant SET lot = '${peas('L-2')}'`)).toThrow(/FOREIGN KEY/);
    expect(() => paper.store.db.exec('DELETE FROM occupant')).toThrow(/FOREIGN KEY/);
  });

  test('lets a dock hold many lots', () => {
    expect(insert('DOCK-1', peas('L-2'), 0).changes).toBe(1);
    expect(insert('DOCK-1', peas('L-1'), 0).changes).toBe(1);
  });
});
