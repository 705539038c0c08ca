import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../shared/wire/canonical.ts';
import { enqueue } from './enqueue.ts';
import { NotSaved } from './handle.ts';
import { laneOf, OutboxDatabase } from './outbox-database.ts';
import { enrolledOutbox, freshDisk, sighting } from './paper-server.contract.ts';

describe('keeping a scan', () => {
  it('shows the tick only once a second reader finds the scan on disk', async () => {
    const disk = freshDisk();
    const outbox = await enrolledOutbox(disk);
    const body = sighting();
    const { seq } = await enqueue(outbox, body);
    const reader = new OutboxDatabase(disk);
    expect((await reader.commands.get(seq))?.body).toEqual(body);
  });

  it('keeps a scan word for word as it is hashed', async () => {
    const outbox = await enrolledOutbox();
    const body = sighting();
    const { seq } = await enqueue(outbox, body);
    expect(JSON.stringify((await outbox.commands.get(seq))?.body)).toBe(canonicalJson(body));
  });

  it('writes to disk strictly, not when the browser finds the time', async () => {
    const outbox = await enrolledOutbox();
    const durability = await outbox.transaction('rw', outbox.commands, (tx) => (tx.idbtrans as IDBTransaction).durability);
    expect(durability).toBe('strict');
  });

  it('numbers scans without gaps or doubles, however many come at once and from however many tabs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), async (tabs) => {
        const disk = freshDisk();
        const [one, two] = [await enrolledOutbox(disk), new OutboxDatabase(disk)];
        const kept = await Promise.all(tabs.map((second, at) => enqueue(second ? two : one, sighting(at))));
        expect(kept.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(tabs.map((_, at) => at + 1));
        expect(await one.commands.count()).toBe(tabs.length);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps the same scan once when it is handed over twice', async () => {
    const outbox = await enrolledOutbox();
    const body = sighting();
    expect(await enqueue(outbox, body)).toEqual(await enqueue(outbox, body));
    expect((await laneOf(outbox)).nextSeq).toBe(2);
  });

  it('gives a wiped phone a new lane', async () => {
    const [before, after] = [await laneOf(await enrolledOutbox()), await laneOf(await enrolledOutbox())];
    expect(after.lane).not.toBe(before.lane);
    expect(after.nextSeq).toBe(1);
  });
});

describe('when the browser kills the database', () => {
  it('reopens it and saves the scan after all', async () => {
    const outbox = await enrolledOutbox();
    outbox.backendDB().close();
    const { seq } = await enqueue(outbox, sighting());
    expect(await outbox.commands.get(seq)).toBeDefined();
  });

  it('says NOT SAVED when reopening does not help', async () => {
    const disk = freshDisk();
    const outbox = await enrolledOutbox(disk);
    outbox.backendDB().close();
    disk.indexedDB.open = () => {
      throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
    };
    await expect(enqueue(outbox, sighting())).rejects.toBeInstanceOf(NotSaved);
  });

  it('says NOT SAVED when it never answers', async () => {
    const disk = freshDisk();
    const outbox = new OutboxDatabase(disk);
    disk.indexedDB.open = () => new (class extends EventTarget {})() as IDBOpenDBRequest & ReturnType<typeof disk.indexedDB.open>;
    await expect(enqueue(outbox, sighting(), { patience: 30 })).rejects.toBeInstanceOf(NotSaved);
  });

  it('opens it anew when it did not answer the first time, however many scans wait for it', async () => {
    const disk = freshDisk();
    const outbox = await enrolledOutbox(disk);
    const open = disk.indexedDB.open.bind(disk.indexedDB);
    outbox.close({ disableAutoOpen: false });
    disk.indexedDB.open = () => {
      disk.indexedDB.open = open;
      return new (class extends EventTarget {})() as ReturnType<typeof open>;
    };
    const kept = await Promise.all([0, 1, 2].map((at) => enqueue(outbox, sighting(at), { patience: 100 })));
    expect(kept.map(({ seq }) => seq).sort()).toEqual([1, 2, 3]);
  });

  it('drops the copy of the stock, never the queue, when the disk is full', async () => {
    const disk = freshDisk();
    const outbox = await enrolledOutbox(disk);
    const open = disk.indexedDB.open.bind(disk.indexedDB);
    outbox.backendDB().close();
    disk.indexedDB.open = () => {
      throw new DOMException('The quota has been exceeded', 'QuotaExceededError');
    };
    let dropped = 0;
    const makeRoom = async () => {
      dropped += 1;
      disk.indexedDB.open = open;
    };
    const { seq } = await enqueue(outbox, sighting(), { makeRoom });
    expect([dropped, seq]).toEqual([1, 1]);
  });

  it('says that the phone is full when there is no room even then', async () => {
    const disk = freshDisk();
    const outbox = await enrolledOutbox(disk);
    outbox.backendDB().close();
    disk.indexedDB.open = () => {
      throw new DOMException('The quota has been exceeded', 'QuotaExceededError');
    };
    await expect(enqueue(outbox, sighting(), { makeRoom: async () => {} })).rejects.toMatchObject({ name: 'NotSaved', isFull: true });
  });
});
