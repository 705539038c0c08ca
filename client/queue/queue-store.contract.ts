import { beforeEach, describe, expect, it } from 'vitest';
import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import { sighting } from './paper-server.contract.ts';
import type { QueueStore } from './queue-store.ts';
import type { InboxEntry, QueuedReport } from './queued-report.ts';

/** A place for reports under test, and how a test looks past it at what is in the inbox. */
export interface QueueStoreHost {
  readonly queue: QueueStore;
  inbox(): Promise<readonly InboxEntry[]>;
}

/** A report as it stands at a number, `wall` ms after ten o'clock. */
function report(seq: number, wall = seq): QueuedReport {
  const body = sighting(wall);
  return { seq, id: body.id, hash: `hash-${seq}`, body, bytes: 700, enqueuedAt: body.clock.wall };
}

const seqsOf = (reports: readonly QueuedReport[]) => reports.map(({ seq }) => seq);
const turn = () => new Promise<void>((resolve) => setTimeout(resolve));

/** The one suite every host of the queue passes. */
export function queueStoreContract(name: string, makeHost: () => Promise<QueueStoreHost>): void {
  describe(`${name} as the place where reports are kept`, () => {
    let host: QueueStoreHost;
    let queue: QueueStore;
    beforeEach(async () => {
      host = await makeHost();
      queue = host.queue;
    });
    const put = (...reports: QueuedReport[]) => queue.writing(() => queue.put(reports));

    it('begins with a lane of its own and nothing in it', async () => {
      const other = await makeHost();
      expect(await queue.lane()).toMatchObject({ nextSeq: 1, ackedSeq: 0, epoch: null, receipt: null });
      expect((await other.queue.lane()).lane).not.toBe((await queue.lane()).lane);
      expect(await queue.reportsAfter(0)).toEqual([]);
    });

    it('hands reports out in the order of their numbers, from a number on and as many as asked for', async () => {
      await put(report(3), report(1), report(2), report(10));
      expect(seqsOf(await queue.reportsAfter(0))).toEqual([1, 2, 3, 10]);
      expect(seqsOf(await queue.reportsAfter(1, 2))).toEqual([2, 3]);
      expect(await queue.reportsAfter(10)).toEqual([]);
      expect(await queue.reportsAfter(0, 0)).toEqual([]);
    });

    it('finds a report by its number and by its id', async () => {
      const [one, two] = [report(1), report(2)];
      await put(one, two);
      expect(await queue.reportAt(2)).toEqual(two);
      expect(await queue.reportAt(3)).toBeUndefined();
      expect(await queue.reportsOf([two.id, report(9).id])).toEqual([two]);
    });

    it('writes over what stood at a number', async () => {
      const one = report(1);
      await put(one);
      await put({ ...one, head: 'h1' });
      expect(await queue.reportsAfter(0)).toEqual([{ ...one, head: 'h1' }]);
    });

    it('keeps the word on many reports, and a later one over it', async () => {
      const reports = Array.from({ length: 40 }, (_, n) => report(n + 1));
      await put(...reports);
      const verdict = (n: number) => ({ n }) as Verdict;
      const said = reports.slice(4, 34).map((each) => ({ ...each, head: `h${each.seq}`, verdict: verdict(1) }));
      await queue.writing(() => queue.putWords(said));
      const now = [...reports.slice(0, 4), ...said, ...reports.slice(34)];
      expect(await queue.reportsAfter(0)).toEqual(now);
      expect(await queue.reportAt(5)).toEqual(said[0]);
      const ids = [said[29], reports[34]].flatMap((each) => each?.id ?? []);
      expect((await queue.reportsOf(ids)).map(({ seq, head }) => [seq, head]).sort()).toEqual([
        [34, 'h34'],
        [35, undefined],
      ]);
      expect((await queue.lastOfRun(({ seq, verdict: known }) => seq < 5 || known !== undefined))?.seq).toBe(34);

      const again = said.slice(10).map((each) => ({ ...each, verdict: verdict(2) }));
      await queue.writing(() => queue.putWords(again));
      const { verdict: _, ...bare } = said[3] as QueuedReport;
      await put(bare, ...again.slice(-1).map((each) => ({ ...each, verdict: verdict(3) })));
      const last = [...now.slice(0, 7), bare, ...said.slice(4, 10), ...again.slice(0, -1), { ...again.at(-1), verdict: verdict(3) }];
      expect(await queue.reportsAfter(0)).toEqual([...last, ...reports.slice(34)]);
    });

    it('says nothing of reports at numbers whose reports are gone', async () => {
      const reports = Array.from({ length: 30 }, (_, n) => report(n + 1));
      await put(...reports);
      await queue.writing(() => queue.putWords(reports.map((each) => ({ ...each, head: 'h', verdict: { n: 1 } as Verdict }))));
      await queue.writing(() => queue.removeUpTo(20));
      expect((await queue.reportsAfter(0)).map(({ seq, head }) => [seq, head])).toEqual(reports.slice(20).map(({ seq }) => [seq, 'h']));
      await queue.writing(() => queue.removeUpTo(30));
      const fresh = Array.from({ length: 30 }, (_, n) => report(n + 1, n + 100));
      await put(...fresh);
      expect(await queue.reportsAfter(0)).toEqual(fresh);
    });

    it('refuses a second number for one id, and keeps nothing of the attempt', async () => {
      const one = report(1);
      await put(one);
      await expect(put(report(2), { ...one, seq: 3 })).rejects.toThrow();
      expect(seqsOf(await queue.reportsAfter(0))).toEqual([1]);
    });

    it('moves ids to other numbers once the old ones are gone', async () => {
      const [three, four] = [report(3), report(4)];
      await put(three, four);
      await queue.writing(async () => {
        await queue.removeUpTo(4);
        await queue.put([
          { ...three, seq: 1 },
          { ...four, seq: 2 },
        ]);
      });
      expect((await queue.reportsAfter(0)).map(({ seq, id }) => [seq, id])).toEqual([
        [1, three.id],
        [2, four.id],
      ]);
    });

    it('ends a run at the first report that stays', async () => {
      await put(report(4), report(5), report(6), report(7));
      expect((await queue.lastOfRun(({ seq }) => seq !== 6))?.seq).toBe(5);
      expect(await queue.lastOfRun(() => false)).toBeUndefined();
      expect((await queue.lastOfRun(() => true))?.seq).toBe(7);
    });

    it('lets go of reports up to a number', async () => {
      await put(report(1), report(2), report(3));
      await queue.writing(() => queue.removeUpTo(2));
      expect(seqsOf(await queue.reportsAfter(0))).toEqual([3]);
    });

    it('keeps and empties the inbox', async () => {
      const verdict = { n: 1 } as Verdict;
      const [one, two] = ['0190f3c0-0000-7000-8000-0000000000a1', '0190f3c0-0000-7000-8000-0000000000a2'] as CommandId[];
      if (!one || !two) throw new Error('no ids');
      await queue.writing(() =>
        queue.putInInbox([
          { id: one, at: 1, verdict },
          { id: two, at: 2, verdict },
        ]),
      );
      await queue.writing(() => queue.takeFromInbox([one]));
      expect((await host.inbox()).map(({ id }) => id)).toEqual([two]);
    });

    it('keeps all of a piece of work or, when it throws, none', async () => {
      const before = await queue.lane();
      const work = queue.writing(async () => {
        await queue.put([report(1)]);
        await queue.putLane({ ...(await queue.lane()), nextSeq: 2 });
        await queue.putInInbox([{ id: report(1).id, at: 1, verdict: { n: 1 } as Verdict }]);
        throw new Error('killed');
      });
      await expect(work).rejects.toThrow('killed');
      expect([await queue.lane(), await queue.reportsAfter(0), await host.inbox()]).toEqual([before, [], []]);
    });

    it('lets nobody in between the steps of a piece of work', async () => {
      const next = () =>
        queue.writing(async () => {
          const lane = await queue.lane();
          await queue.put([report(lane.nextSeq)]);
          await queue.putLane({ ...lane, nextSeq: lane.nextSeq + 1 });
        });
      const seen: unknown[] = [];
      const look = () =>
        queue.reading(async () => {
          const { nextSeq } = await queue.lane();
          seen.push(nextSeq - 1 - (await queue.reportsAfter(0)).length);
        });
      await Promise.all([next(), look(), next(), look(), next(), look(), next()]);
      await turn();
      expect(seqsOf(await queue.reportsAfter(0))).toEqual([1, 2, 3, 4]);
      expect(seen).toEqual([0, 0, 0]);
    });
  });
}
