import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ports } from '../sync/ports.contract.ts';

/** The one suite every host of what a store knows of itself passes. */
export function metaStoreContract(name: string, makeHost: () => Ports): void {
  describe(`${name} as what the store knows of itself`, () => {
    let host: Ports;
    beforeEach(() => {
      host = makeHost();
    });
    afterEach(() => host.close());

    it('begins in the first epoch, with nothing that phones may forget', () => {
      const meta = host.openMeta('first');
      expect([meta.epoch(), meta.durable()]).toEqual(['first', 0]);
    });

    it('stays in its epoch and keeps what is durable, whatever a server that opens it would begin with', () => {
      host.openMeta('first').setDurable(17);
      const again = host.openMeta('second');
      expect([again.epoch(), again.durable()]).toEqual(['first', 17]);
      again.setEpoch('restored');
      expect(host.openMeta('third').epoch()).toBe('restored');
    });

    it('goes from epoch to epoch, and leaves what is durable alone', () => {
      const meta = host.openMeta('first');
      meta.setDurable(5);
      for (const epoch of ['second', 'third', 'third']) meta.setEpoch(epoch);
      expect([meta.epoch(), meta.durable()]).toEqual(['third', 5]);
    });

    it('takes what is durable as it is told, a smaller rev too: an older backup may be all there is', () => {
      const meta = host.openMeta('first');
      for (const rev of [9, 123_456_789_012, 4, 0]) {
        meta.setDurable(rev);
        expect(meta.durable()).toBe(rev);
      }
    });

    it('is of one mind, however often it is open', () => {
      const [one, other] = [host.openMeta('first'), host.openMeta('first')];
      one.setEpoch('second');
      other.setDurable(3);
      expect([other.epoch(), one.durable()]).toEqual(['second', 3]);
    });

    it('is in its old epoch when the transaction that began a new one failed', () => {
      const meta = host.openMeta('first');
      const work = () =>
        host.atomically(() => {
          meta.setEpoch('second');
          meta.setDurable(8);
          expect([meta.epoch(), meta.durable()]).toEqual(['second', 8]);
          throw new Error('out of paper');
        });
      expect(work).toThrow('out of paper');
      expect([meta.epoch(), meta.durable()]).toEqual(['first', 0]);
    });
  });
}
