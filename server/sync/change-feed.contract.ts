import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GENESIS } from '../../shared/wire/canonical.ts';
import { anAct, LANE, record, verdictOn } from '../ledger/on-record.contract.ts';
import { type ChangeFeed, type FeedRow, feedLink } from './change-feed.ts';
import type { Ports } from './ports.contract.ts';

const PLENTY = 1_000_000;
const entry = (rev: number, odd: Partial<FeedRow> = {}): FeedRow => ({ rev, lane: null, seq: null, changes: '[]', ...odd });

/** The one suite every host of the change feed passes. */
export function changeFeedContract(name: string, makeHost: () => Ports): void {
  describe(`${name} as the change feed`, () => {
    let host: Ports;
    let feed: ChangeFeed;
    beforeEach(() => {
      host = makeHost();
      feed = host.feed;
    });
    afterEach(() => host.close());
    const append = (row: FeedRow) => feed.append(feed.tip().chain, row);
    const fill = (upTo: number) => Array.from({ length: upTo }, (_, i) => append(entry(i + 1)));
    const revs = (after: number, maxBytes = PLENTY) => feed.page(after, maxBytes).map(({ rev }) => rev);

    it('stands at rev 0 before anything has happened, and every phone may begin there', () => {
      expect([feed.tip(), feed.floor()]).toEqual([{ rev: 0, chain: GENESIS }, 0]);
      expect([feed.chainAt(0), feed.chainAt(1), feed.page(0, PLENTY), feed.drop(9, 9)]).toEqual([GENESIS, null, [], 0]);
    });

    it('links each entry to the one before it', () => {
      const first = feed.append(GENESIS, entry(1));
      const row = entry(2, { lane: LANE, seq: 1, changes: '[{"thing":"bin","key":"A-1","after":null}]' });
      const second = feed.append(first, row);
      expect([first, second]).toEqual([feedLink(GENESIS, entry(1)), feedLink(first, row)]);
      expect([feed.tip(), feed.floor()]).toEqual([{ rev: 2, chain: second }, 0]);
      expect([0, 1, 2, 3, -1].map(feed.chainAt)).toEqual([GENESIS, first, second, null, null]);
    });

    it('takes no entry but the next, and stands where it stood after one it refused', () => {
      fill(3);
      const before = [feed.tip(), feed.page(0, PLENTY)];
      for (const rev of [1, 3, 5]) expect(() => append(entry(rev, { changes: '[1]' }))).toThrow();
      expect([feed.tip(), feed.page(0, PLENTY)]).toEqual(before);
      feed.drop(3, 9);
      expect(() => append(entry(1))).toThrow();
    });

    it('tells what came after a rev, in order, with its link and its changes', () => {
      const links = fill(2);
      append(entry(3, { changes: '[{"thing":"bin","key":"A-1","after":null}]' }));
      expect(feed.page(0, PLENTY).slice(0, 2)).toEqual([
        { rev: 1, chain: links[0], changes: [] },
        { rev: 2, chain: links[1], changes: [] },
      ]);
      expect(feed.page(2, PLENTY)).toMatchObject([{ rev: 3, changes: [{ thing: 'bin', key: 'A-1', after: null }] }]);
      expect([revs(3), revs(99), revs(-5)]).toEqual([[], [], [1, 2, 3]]);
    });

    it('tells a lane’s number and the verdict with the entry that judged it, and with no other', () => {
      record(host.ledger, anAct(1), 1);
      append(entry(1, { lane: LANE, seq: 1 }));
      append(entry(2, { lane: LANE, seq: 2 }));
      record(host.ledger, { ...anAct(3), lane: null, seq: null }, 3);
      append(entry(3));
      expect(feed.page(0, PLENTY)).toEqual([
        { rev: 1, chain: feed.chainAt(1), changes: [], lane: LANE, seq: 1, verdict: verdictOn(anAct(1), 1) },
        { rev: 2, chain: feed.chainAt(2), changes: [] },
        { rev: 3, chain: feed.chainAt(3), changes: [] },
      ]);
    });

    it('ends a page before the entry with which its text would exceed the bytes, but never empty', () => {
      for (const rev of [1, 2, 3]) append(entry(rev, { changes: `["${'x'.repeat(96)}"]` }));
      expect([revs(0, 300), revs(0, 299), revs(0, 200), revs(0, 1), revs(2, 0)]).toEqual([[1, 2, 3], [1, 2], [1, 2], [1], [3]]);
    });

    it('counts the verdict’s text among the bytes of a page', () => {
      for (const n of [1, 2]) {
        record(host.ledger, anAct(n), n);
        append(entry(n, { lane: LANE, seq: n }));
      }
      const bytes = 2 * ('[]'.length + JSON.stringify(verdictOn(anAct(1), 1)).length);
      expect([revs(0, bytes), revs(0, bytes - 1)]).toEqual([[1, 2], [1]]);
    });

    it('lets go of its oldest entries, at most so many at once and none that must be kept', () => {
      const links = fill(6);
      expect([feed.drop(4, 2), feed.drop(4, 2), feed.drop(4, 2), feed.drop(2, 9), feed.drop(6, 0)]).toEqual([2, 1, 0, 0, 0]);
      expect([feed.floor(), feed.tip()]).toEqual([4, { rev: 6, chain: links[5] }]);
      expect([0, 1, 3, 4].map(feed.chainAt)).toEqual([GENESIS, null, null, links[3]]);
    });

    it('tells from its oldest entry on to whoever stands before that', () => {
      fill(6);
      feed.drop(4, 9);
      expect([revs(0), revs(1), revs(3), revs(4), revs(5)]).toEqual([[4, 5, 6], [4, 5, 6], [4, 5, 6], [5, 6], [6]]);
    });

    it('never lets go of its newest entry, from which the chain goes on', () => {
      const links = fill(3);
      expect(feed.drop(99, 99)).toBe(2);
      expect([feed.tip(), feed.floor(), feed.drop(99, 99)]).toEqual([{ rev: 3, chain: links[2] }, 3, 0]);
      expect([append(entry(4)), revs(3)]).toEqual([feedLink(links[2] ?? '', entry(4)), [4]]);
    });

    it('has nothing of a transaction that failed, neither told nor let go of', () => {
      fill(3);
      const before = [feed.tip(), feed.floor(), feed.page(0, PLENTY)];
      const work = () =>
        host.atomically(() => {
          append(entry(4));
          feed.drop(3, 9);
          throw new Error('out of paper');
        });
      expect(work).toThrow('out of paper');
      expect([feed.tip(), feed.floor(), feed.page(0, PLENTY)]).toEqual(before);
      expect([append(entry(4)), revs(0)]).toEqual([feed.chainAt(4), [1, 2, 3, 4]]);
    });
  });
}
