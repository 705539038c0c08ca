import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ports } from '../sync/ports.contract.ts';
import type { MetaStore } from './meta-store.ts';

/** The one suite every host of a transaction passes. */
export function atomicallyContract(name: string, makeHost: () => Ports): void {
  describe(`${name} as one transaction round a piece of work`, () => {
    let host: Ports;
    let meta: MetaStore;
    beforeEach(() => {
      host = makeHost();
      meta = host.openMeta('first');
      meta.setDurable(0);
    });
    afterEach(() => host.close());
    /** Notes a rev as durable, which is as good a write as any. */
    const write = (rev: number) => meta.setDurable(rev);
    const failing = (rev: number) => () => {
      write(rev);
      throw new Error(`torn at ${rev}`);
    };
    const attempt = (work: () => unknown) => {
      try {
        host.atomically(work);
      } catch {
        write(meta.durable() + 1000);
      }
    };

    it('hands out what the work hands out, and keeps what it wrote', () => {
      expect(host.atomically(() => [write(1), 'done'].at(1))).toBe('done');
      expect([host.atomically(() => undefined), host.atomically(() => null), meta.durable()]).toEqual([undefined, null, 1]);
    });

    it('lets the work read what it has written', () => {
      expect(host.atomically(() => [write(5), meta.durable()].at(1))).toBe(5);
    });

    it('takes back everything when the work throws, and throws the very same', () => {
      const torn = new Error('torn');
      const work = () =>
        host.atomically(() => {
          for (const rev of [1, 2, 3]) write(rev);
          meta.setEpoch('second');
          throw torn;
        });
      expect(work).toThrow(torn);
      expect([meta.durable(), meta.epoch()]).toEqual([0, 'first']);
    });

    it('begins afresh after work that failed', () => {
      expect(() => host.atomically(failing(1))).toThrow('torn at 1');
      host.atomically(() => write(2));
      expect(() => host.atomically(failing(3))).toThrow('torn at 3');
      expect(meta.durable()).toBe(2);
    });

    it('takes back no more than the inner work when that throws and the outer goes on', () => {
      host.atomically(() => {
        write(1);
        expect(() => host.atomically(failing(2))).toThrow('torn at 2');
        expect(meta.durable()).toBe(1);
        meta.setEpoch('second');
      });
      expect([meta.durable(), meta.epoch()]).toEqual([1, 'second']);
    });

    it('takes back inner work that succeeded when the outer throws', () => {
      const work = () =>
        host.atomically(() => {
          write(1);
          host.atomically(() => write(2));
          expect(meta.durable()).toBe(2);
          throw new Error('torn');
        });
      expect(work).toThrow('torn');
      expect(meta.durable()).toBe(0);
    });

    it('takes back both when nobody catches what the inner work throws', () => {
      const work = () =>
        host.atomically(() => {
          write(1);
          host.atomically(failing(2));
        });
      expect(work).toThrow('torn at 2');
      expect(meta.durable()).toBe(0);
    });

    it('goes on after one inner work has failed with the next', () => {
      host.atomically(() => {
        attempt(failing(1));
        attempt(() => write(meta.durable() + 1));
        attempt(failing(3));
      });
      expect(meta.durable()).toBe(2001);
    });

    it('takes back as deep as the throw goes, and no deeper', () => {
      host.atomically(() => {
        write(1);
        attempt(() => {
          write(2);
          attempt(failing(3));
          expect(meta.durable()).toBe(1002);
          host.atomically(() => write(4));
          throw new Error('torn');
        });
        expect(meta.durable()).toBe(1001);
      });
      expect(meta.durable()).toBe(1001);
    });

    it('takes back the first write under a key, a later one, and what was removed', () => {
      const lanes = ['a', 'b'].map((id) => ({ id, device: 'phone', lastSeq: 1, head: 'h' }));
      const report = { at: 0, depth: 0, oldestWall: null, bytes: 0, build: 'test', clockOff: 0 };
      const [one, other] = lanes;
      if (!one || !other) throw new Error('no lanes');
      host.lanes.save(one, report);
      host.feed.append(host.feed.tip().chain, { rev: 1, lane: null, seq: null, changes: '[]' });
      host.feed.append(host.feed.tip().chain, { rev: 2, lane: null, seq: null, changes: '[]' });
      const work = () =>
        host.atomically(() => {
          host.lanes.save({ ...one, lastSeq: 2 }, report);
          host.lanes.save(other, report);
          host.feed.drop(2, 1);
          throw new Error('torn');
        });
      expect(work).toThrow('torn');
      expect([host.lanes.lane('a'), host.lanes.lane('b'), host.feed.page(0, 99).length]).toEqual([one, null, 2]);
    });

    it('has no part in work that would still go on after it has answered', () => {
      expect(() => host.atomically(async () => write(1))).toThrow(TypeError);
      expect(meta.durable()).toBe(0);
    });
  });
}
