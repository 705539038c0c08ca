import type { Migration } from '../migrate.ts';

const MASTER_DATA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE site (code TEXT PRIMARY KEY, doc TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE zone (code TEXT PRIMARY KEY, doc TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE item (
  gtin TEXT PRIMARY KEY,
  doc TEXT NOT NULL,
  sku TEXT NOT NULL GENERATED ALWAYS AS (doc ->> 'sku') VIRTUAL,
  name TEXT NOT NULL GENERATED ALWAYS AS (doc ->> 'name') VIRTUAL
) STRICT, WITHOUT ROWID;
CREATE INDEX item_by_sku ON item (sku);
CREATE TABLE bin (
  code TEXT PRIMARY KEY,
  doc TEXT NOT NULL,
  zone TEXT NOT NULL GENERATED ALWAYS AS (doc ->> 'zone') STORED REFERENCES zone (code),
  kind TEXT NOT NULL GENERATED ALWAYS AS (doc ->> 'kind') STORED,
  one_lot INTEGER NOT NULL GENERATED ALWAYS AS (doc ->> 'kind' IN ('storage', 'pick-face')) STORED,
  UNIQUE (code, one_lot)
) STRICT, WITHOUT ROWID;
CREATE INDEX bin_by_zone ON bin (zone);
`;

/** `lot_in_fefo_order` is the FEFO line: lots of an item as they must leave; the rows of a lot follow by bin. */
const LOTS = `
CREATE TABLE lot (
  key TEXT PRIMARY KEY,
  gtin TEXT NOT NULL,
  number TEXT NOT NULL,
  expiry_on TEXT,
  produced_on TEXT,
  supplier TEXT,
  origin TEXT,
  reference TEXT,
  first_received_at INTEGER,
  status TEXT NOT NULL CHECK (status IN ('expected', 'available', 'hold', 'recalled', 'closed')),
  hold_reason TEXT,
  totals TEXT NOT NULL,
  fefo_expiry TEXT NOT NULL GENERATED ALWAYS AS (ifnull(expiry_on, '9999-12-31')) VIRTUAL,
  fefo_received INTEGER NOT NULL GENERATED ALWAYS AS (ifnull(first_received_at, 9007199254740991)) VIRTUAL
) STRICT, WITHOUT ROWID;
CREATE INDEX lot_in_fefo_order ON lot (gtin, fefo_expiry, fefo_received, number) WHERE status <> 'closed';
CREATE INDEX lot_by_number ON lot (number);
CREATE INDEX lot_by_expiry ON lot (expiry_on) WHERE status <> 'closed' AND expiry_on IS NOT NULL;

CREATE TABLE pallet (sscc TEXT PRIMARY KEY, lot TEXT NOT NULL REFERENCES lot (key)) STRICT, WITHOUT ROWID;
CREATE INDEX pallet_by_lot ON pallet (lot);
`;

/**
 * The last guard of one lot per bin: a row in a one-lot bin (`occupied` = its bin) references the bin's single
 * occupant, so a second lot cannot be written, by whatever path. Rows of other bins reference nothing (NULL).
 * `stock_by_lot` also answers the reference when an occupant leaves.
 */
const STOCK = `
CREATE TABLE occupant (
  site TEXT NOT NULL,
  bin TEXT NOT NULL,
  lot TEXT NOT NULL,
  PRIMARY KEY (site, bin),
  UNIQUE (site, bin, lot)
) STRICT, WITHOUT ROWID;

CREATE TABLE stock (
  site TEXT NOT NULL,
  bin TEXT NOT NULL,
  lot TEXT NOT NULL REFERENCES lot (key),
  pallet TEXT NOT NULL,
  one_lot INTEGER NOT NULL,
  occupied TEXT GENERATED ALWAYS AS (CASE one_lot WHEN 1 THEN bin END) STORED,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  reserved INTEGER NOT NULL CHECK (reserved >= 0),
  moved_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  picked_at INTEGER,
  order_number TEXT,
  claim TEXT NOT NULL,
  PRIMARY KEY (bin, lot, pallet),
  FOREIGN KEY (bin, one_lot) REFERENCES bin (code, one_lot) ON UPDATE CASCADE,
  FOREIGN KEY (site, occupied, lot) REFERENCES occupant (site, bin, lot)
) STRICT, WITHOUT ROWID;
CREATE INDEX stock_by_lot ON stock (lot, occupied);
CREATE INDEX stock_by_pallet ON stock (pallet) WHERE pallet <> '';
CREATE INDEX stock_by_seen ON stock (seen_at);
CREATE INDEX stock_by_picked ON stock (picked_at) WHERE picked_at IS NOT NULL;

CREATE TABLE unconfirmed (
  id TEXT PRIMARY KEY,
  lot TEXT NOT NULL REFERENCES lot (key),
  pallet TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  from_bin TEXT,
  claimed_bin TEXT NOT NULL,
  since INTEGER NOT NULL,
  claim TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX unconfirmed_by_lot ON unconfirmed (lot);

CREATE TABLE in_hand (
  id TEXT PRIMARY KEY,
  lot TEXT NOT NULL REFERENCES lot (key),
  pallet TEXT NOT NULL,
  worker TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  since INTEGER NOT NULL,
  order_number TEXT,
  claim TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX in_hand_by_lot ON in_hand (lot);
CREATE INDEX in_hand_by_since ON in_hand (since);

CREATE TABLE departure (bin TEXT NOT NULL, lot TEXT NOT NULL, claim TEXT NOT NULL, PRIMARY KEY (bin, lot)) STRICT, WITHOUT ROWID;
CREATE INDEX departure_by_lot ON departure (lot);

CREATE TABLE shipment (
  number TEXT PRIMARY KEY,
  destination TEXT NOT NULL,
  carrier TEXT,
  started_at INTEGER NOT NULL,
  departed_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE anomaly (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL,
  severity TEXT NOT NULL,
  stage TEXT NOT NULL,
  item TEXT,
  lot TEXT,
  bin TEXT,
  pallet TEXT,
  facts TEXT NOT NULL,
  claims TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  opened_by TEXT,
  assignee TEXT,
  closed_at INTEGER,
  closed_by TEXT,
  closed_reason TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX anomaly_open ON anomaly (severity, opened_at) WHERE closed_at IS NULL;
CREATE INDEX anomaly_open_by_code ON anomaly (code) WHERE closed_at IS NULL;
CREATE INDEX anomaly_by_lot ON anomaly (lot, closed_at) WHERE lot IS NOT NULL;
CREATE INDEX anomaly_closed ON anomaly (closed_at) WHERE closed_at IS NOT NULL;
`;

/**
 * One counter, `rev`, numbers everything that ever happened. A ledger row's rev is that of its first judgement.
 * `lane_place` says which ledger row stands at a lane's number: a re-keyed phone places a known command again.
 */
const LEDGER = `
CREATE TABLE ledger (
  rev INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  lane TEXT,
  seq INTEGER,
  hash TEXT NOT NULL,
  device TEXT NOT NULL,
  kind TEXT NOT NULL,
  worker TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  occurred_at INTEGER NOT NULL,
  error INTEGER,
  body TEXT NOT NULL,
  chain TEXT NOT NULL
) STRICT;

CREATE TABLE judgement (
  rev INTEGER PRIMARY KEY,
  command TEXT NOT NULL,
  n INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  verdict TEXT NOT NULL,
  effects TEXT NOT NULL,
  chain TEXT NOT NULL,
  UNIQUE (command, n)
) STRICT;
CREATE INDEX judgement_parked ON judgement (command) WHERE outcome = 'parked';

CREATE TABLE feed (
  rev INTEGER PRIMARY KEY,
  lane TEXT,
  seq INTEGER,
  changes TEXT NOT NULL,
  chain TEXT NOT NULL
) STRICT;

CREATE TABLE ledger_lot (lot TEXT NOT NULL, rev INTEGER NOT NULL, PRIMARY KEY (lot, rev)) STRICT, WITHOUT ROWID;

CREATE TABLE lane (
  id TEXT PRIMARY KEY,
  device TEXT NOT NULL,
  last_seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  depth INTEGER NOT NULL,
  oldest_wall INTEGER,
  bytes INTEGER NOT NULL,
  build TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX lane_by_device ON lane (device);

CREATE TABLE lane_place (
  lane TEXT NOT NULL,
  seq INTEGER NOT NULL,
  ledger_rev INTEGER NOT NULL,
  upto_rev INTEGER NOT NULL,
  head TEXT NOT NULL,
  sig TEXT,
  PRIMARY KEY (lane, seq)
) STRICT, WITHOUT ROWID;
`;

/** The feed may be compacted (deleted from its old end), never rewritten; ledger and judgement not even that. */
const IMMUTABLE = (
  [
    ['ledger', 'UPDATE'],
    ['ledger', 'DELETE'],
    ['judgement', 'UPDATE'],
    ['judgement', 'DELETE'],
    ['lane_place', 'UPDATE'],
    ['lane_place', 'DELETE'],
    ['feed', 'UPDATE'],
  ] as const
)
  .map(
    ([table, act]) =>
      `CREATE TRIGGER ${table}_refuses_${act.toLowerCase()} BEFORE ${act} ON ${table} BEGIN SELECT RAISE(ABORT, 'the ${table} is append-only'); END;`,
  )
  .join('\n');

/** Master data, stock, and the ledger everything is folded from. */
export const ledgerMigration: Migration = {
  number: 1,
  name: 'ledger',
  sql: [MASTER_DATA, LOTS, STOCK, LEDGER, IMMUTABLE].join('\n'),
};
