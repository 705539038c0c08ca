/** One phone in a thread of its own: the client's own queue and copy of the stock, on a disk in memory. */
import './phone-browser.ts';
import { parentPort } from 'node:worker_threads';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { api, wireOf } from '../../client/api.ts';
import { ask, report } from '../../client/local/ask.ts';
import { catchUp } from '../../client/local/catch-up.ts';
import { readMany } from '../../client/local/merged-reads.ts';
import { allServerRows } from '../../client/local/server-rows.ts';
import { metaOf } from '../../client/local/view-database.ts';
import { keepCarried } from '../../client/queue/carried.ts';
import { createClock } from '../../client/queue/clock.ts';
import { deviceOf } from '../../client/queue/device-key.ts';
import { handOverOf } from '../../client/queue/hand-over.ts';
import { handOverText, readHandOver } from '../../client/queue/hand-over-text.ts';
import { laneOf } from '../../client/queue/outbox-database.ts';
import { type RunningQueue, startQueue } from '../../client/queue/start-queue.ts';
import { signIn } from '../../client/shell/session.ts';
import { THING_NAMES } from '../../shared/domain/engine/effect.ts';
import type { PhoneTask, PhoneTasks, Seen } from './phone-tasks.ts';

const disk = { indexedDB: new IDBFactory(), IDBKeyRange };
let skew = 0;
let boots = 0;
let queue = await start();

function start(): Promise<RunningQueue> {
  boots += 1;
  const clock = createClock({ wall: () => Date.now() + skew, mono: () => performance.now(), boot: `boot-${boots}` });
  return startQueue({ wire: wireOf(api), build: 'torture', clock, databases: disk });
}

const tasks: PhoneTasks = {
  async signIn({ badge, pin }) {
    const outcome = await signIn(badge, pin);
    if (outcome.kind !== 'signed-in') throw new Error(`${badge} could not sign in: ${JSON.stringify(outcome)}`);
    queue.wake();
    const { deviceId } = await deviceOf(queue.phone.outbox);
    return { deviceId: deviceId ?? '' };
  },

  async scan({ draft, bold }) {
    const { sign, told } = await ask(draft, queue.phone);
    if (sign === 'stop' && !bold) return { sign, id: null };
    const { id } = await report(draft, told, queue.phone);
    return { sign, id };
  },

  async depth() {
    const { nextSeq, ackedSeq } = await laneOf(queue.phone.outbox);
    return nextSeq - 1 - ackedSeq;
  },

  async untilEmpty({ patience }) {
    const until = Date.now() + patience;
    for (;;) {
      if ((await tasks.depth(null)) === 0) return Date.now();
      if (Date.now() > until) return null;
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  },

  async restart() {
    queue.stop();
    queue = await start();
  },

  async handOver() {
    const handOver = await handOverOf(queue.phone.outbox, { what: 'waiting', of: 'a phone', at: Date.now() + skew });
    return handOver && handOverText(handOver);
  },

  async carry({ text }) {
    const read = await readHandOver(text);
    if (typeof read === 'string') throw new Error(`the hand-over is ${read}`);
    await keepCarried(queue.phone.outbox, read);
    queue.wake();
  },

  async setClock({ ahead }) {
    skew = ahead;
  },

  async seen(): Promise<Seen> {
    const { outbox, views } = queue.phone;
    const view = await views.current();
    if (!view) return { rev: -1, epoch: '', rows: {} };
    await catchUp(outbox, view);
    const { cursor, lane } = await metaOf(view);
    const rows = await view.reading(async (copy) => {
      const all: Record<string, unknown> = {};
      for (const thing of THING_NAMES) {
        const laid = (await copy.overlay.scan([''])).map(([, row]) => row.key);
        const keys = [...(await allServerRows(copy, thing)).map(({ key }) => key), ...laid];
        for (const { key, value } of await readMany(copy, thing, keys)) all[`${thing} ${key}`] = value;
      }
      return all;
    });
    return { rev: cursor?.rev ?? -1, epoch: `${cursor?.epoch} ${lane}`, rows };
  },
};

parentPort?.on('message', async ({ n, name, wish }: PhoneTask) => {
  try {
    const value: unknown = await (tasks[name] as (wish: unknown) => Promise<unknown>)(wish);
    parentPort?.postMessage({ n, value });
  } catch (error) {
    parentPort?.postMessage({ n, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
