import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type PullReply, VIEW_THING_NAMES, type ViewThingName } from '../../shared/wire/feed.ts';
import { rowsText } from '../../shared/wire/rows-text.ts';
import { NOON, openPaperStore, PEAS, paperPhone, peas, sha256, taken } from './paper-phone.contract.ts';

let paper: ReturnType<typeof openPaperStore>;
let phone: ReturnType<typeof paperPhone>;

beforeEach(() => {
  paper = openPaperStore();
  phone = paperPhone(paper.store);
});

afterEach(() => paper.close());

type Page = Extract<PullReply, { kind: 'page' }>;

/** Everything the feed has told, and where it ends. */
function told(): { cursor: Page['upTo']; rowsOf(thing: ViewThingName): { key: string; value: unknown }[] } {
  const page = paper.store.sync.pull({ cursor: null, lane: null, maxBytes: 4_000_000 }, NOON);
  if (page.kind !== 'page') throw new Error(page.reset);
  const rows = new Map<string, { thing: string; key: string; value: unknown }>();
  for (const { thing, key, after } of page.entries.flatMap(({ changes }) => changes)) {
    if (after === null) rows.delete(`${thing} ${key}`);
    else rows.set(`${thing} ${key}`, { thing, key, value: JSON.parse(JSON.stringify(after)) });
  }
  const rowsOf = (thing: ViewThingName) =>
    [...rows.values()].filter((row) => row.thing === thing).map(({ key, value }) => ({ key, value }));
  return { cursor: page.upTo, rowsOf };
}

function work(): void {
  const lots = Array.from({ length: 260 }, (_, n) => `L-${n}`);
  taken(phone.send(lots.map((lot) => phone.report('receive', { item: PEAS, lot, to: 'DOCK-1', quantity: 4, expiryOn: '2027-05-01' }))));
  const moves = ['A-01-1', 'A-01-1', 'A-01-2', 'A-02-1'].map((to, n) =>
    phone.report('putaway', { lot: peas(`L-${n}`), from: 'DOCK-1', to, quantity: 3 }),
  );
  const picks = [0, 2].map((n) => phone.report('pick', { lot: peas(`L-${n}`), from: n === 0 ? 'A-01-1' : 'A-01-2', quantity: 2 }));
  const held = phone.report('hold', { lot: peas('L-9'), reason: 'smells' }, { worker: 'eve', role: 'supervisor' });
  taken(phone.send([...moves, ...picks, held]));
}

describe('what a phone checks its copy against', () => {
  test('is the same digest over the same rows, stretch by stretch, for every kind but people, whom the feed of this store never told', () => {
    work();
    const { cursor, rowsOf } = told();
    let stretches = 0;
    for (const thing of VIEW_THING_NAMES.filter((name) => name !== 'worker')) {
      const rows = rowsOf(thing);
      for (let after: string | null = null, more = true; more; stretches++) {
        const reply = paper.store.sync.compare({ cursor, thing, after });
        if (reply.kind !== 'rows') throw new Error(reply.kind);
        const { through } = reply;
        const mine = rows.filter(({ key }) => (after === null || key > after) && (through === null || key <= through));
        expect([thing, sha256(rowsText(mine))]).toEqual([thing, reply.digest]);
        [after, more] = [through, through !== null];
      }
    }
    expect(stretches).toBeGreaterThan(VIEW_THING_NAMES.length);
  });

  test('is another one when a single quantity differs', () => {
    work();
    const { cursor, rowsOf } = told();
    const rows = rowsOf('departure').concat(rowsOf('in-hand'));
    expect(rows.length).toBeGreaterThan(0);
    paper.store.db.exec("UPDATE stock SET quantity = quantity + 1 WHERE bin = 'A-01-1'");
    const reply = paper.store.sync.compare({ cursor, thing: 'stock', after: null });
    expect(reply).not.toMatchObject({ digest: sha256(rowsText(rowsOf('stock').slice(0, 200))) });
  });

  test('is not given to a phone that stands elsewhere than the feed’s end', () => {
    work();
    const { cursor } = told();
    taken(phone.send([phone.report('receive', { item: PEAS, lot: 'L-new', to: 'DOCK-1', quantity: 4 })]));
    for (const asked of [cursor, { ...told().cursor, epoch: 'another' }, { ...told().cursor, chain: 'f'.repeat(64) }]) {
      expect(paper.store.sync.compare({ cursor: asked, thing: 'stock', after: null })).toEqual({ kind: 'moved' });
    }
  });
});

describe('a phone whose copy is of another site', () => {
  test('is sent back to a snapshot; one that says nothing of it is served', () => {
    const { cursor } = told();
    const asked = { cursor, lane: null, maxBytes: 1_000_000 };
    expect(paper.store.sync.pull({ ...asked, scope: { site: 'KRK2' } }, NOON)).toMatchObject({ kind: 'reset', reset: 'scope' });
    expect(paper.store.sync.pull({ ...asked, scope: { site: 'WAW1' } }, NOON)).toMatchObject({ kind: 'page' });
    expect(paper.store.sync.pull(asked, NOON)).toMatchObject({ kind: 'page' });
  });
});
