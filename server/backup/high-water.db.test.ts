import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPaperStore, PEAS, paperPhone, taken } from '../sync/paper-phone.contract.ts';

let paper: ReturnType<typeof openPaperStore>;
let phone: ReturnType<typeof paperPhone>;

beforeEach(() => {
  paper = openPaperStore();
  phone = paperPhone(paper.store);
  taken(phone.send([receive('L-1')]));
});

afterEach(() => paper.close());

const receive = (lot: string) => phone.report('receive', { item: PEAS, lot, to: 'DOCK-1', quantity: 4, expiryOn: '2027-05-01' });
const mark = () => join(paper.folder, 'high-water.json');
const proofs = () => paper.store.db.prepare("SELECT body ->> '$.facts.proof' FROM ledger WHERE kind = 'epoch-begun'").pluck().all();

/** Stops the server, changes files as a person with a file manager would, and starts it again. */
function restart(meanwhile: () => void = () => undefined): void {
  paper.store.close();
  meanwhile();
  paper = openPaperStore(paper.folder);
  phone.moveTo(paper.store);
}

function putBack(backup: Buffer): void {
  for (const end of ['-wal', '-shm']) rmSync(join(paper.folder, `lotkeeper.db${end}`), { force: true });
  writeFileSync(join(paper.folder, 'lotkeeper.db'), backup);
}

describe('a database put back by hand', () => {
  test('is noticed at the next start: a new history begins, once', () => {
    const backup = paper.store.db.serialize();
    const epoch = paper.store.meta.epoch();
    taken(phone.send([receive('L-2')]));
    restart(() => putBack(backup));
    expect(paper.store.wasPutBack).toBe(true);
    expect(paper.store.meta.epoch()).not.toBe(epoch);
    restart();
    expect([paper.store.wasPutBack, proofs()]).toEqual([false, ['high-water']]);
    expect(phone.send([], { epoch })).toMatchObject({ kind: 'reset', reset: 'epoch', laneLast: 1 });
  });

  test('is noticed even when it has grown past the mark', () => {
    const backup = paper.store.db.serialize();
    taken(phone.send([receive('L-2')]));
    paper.store.keepHighWater();
    const kept = readFileSync(mark());
    restart(() => putBack(backup));
    const other = paperPhone(paper.store);
    for (const lot of ['L-3', 'L-4', 'L-5']) {
      taken(other.send([other.report('receive', { item: PEAS, lot, to: 'DOCK-1', quantity: 4, expiryOn: '2027-05-01' })]));
    }
    const epoch = paper.store.meta.epoch();
    restart(() => writeFileSync(mark(), JSON.stringify({ ...JSON.parse(kept.toString()), epoch })));
    expect(paper.store.wasPutBack).toBe(true);
  });
});

describe('a mark that tells nothing', () => {
  test.each<[what: string, change: () => void]>([
    ['missing', () => rmSync(mark())],
    ['empty, after a power cut', () => writeFileSync(mark(), '')],
    ['torn', () => writeFileSync(mark(), '{"epoch":"x","re')],
    ['of an earlier moment', () => undefined],
  ])('%s: the server starts, and its history goes on', (_what, change) => {
    const epoch = paper.store.meta.epoch();
    const early = readFileSync(mark());
    taken(phone.send([receive('L-2')]));
    restart(() => {
      writeFileSync(mark(), early);
      change();
    });
    expect([paper.store.wasPutBack, paper.store.meta.epoch()]).toEqual([false, epoch]);
    expect(phone.send([receive('L-3')], { epoch })).toMatchObject({ kind: 'taken' });
  });

  test('of the history before this one, because the power went between the two: the history goes on', () => {
    const before = readFileSync(mark());
    paper.store.meta.setEpoch('the-next');
    restart(() => writeFileSync(mark(), before));
    expect([paper.store.wasPutBack, paper.store.meta.epoch()]).toEqual([false, 'the-next']);
  });
});
