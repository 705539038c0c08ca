import { api, wireOf } from '../../../client/api.ts';
import type { ViewDatabase } from '../../../client/local/view-database.ts';
import { dexieQueue } from '../../../client/queue/dexie-queue.ts';
import { unnumbered } from '../../../client/queue/keep-report.ts';
import { sha256Hex } from '../../../client/queue/lane-head.ts';
import { type QueueState, useQueueState } from '../../../client/queue/queue-state.ts';
import type { ReportBody } from '../../../client/queue/report-body.ts';
import { type RunningQueue, startQueue } from '../../../client/queue/start-queue.ts';
import type { Answer, Wire } from '../../../client/queue/wire.ts';
import { signIn } from '../../../client/shell/session.ts';

/** The product's phone, started in this page, on a line that can be cut. */
export interface BenchPhone {
  readonly queue: RunningQueue;
  readonly line: Line;
}

interface Line {
  isUp: boolean;
  /** How many reports each push held. */
  pushed: number[];
  readonly seen: Seen;
}

/** When the newest of its kind passed, wall clock: a push with reports, the server's poke, and a pull that brought news. */
export interface Seen {
  sent: number;
  poked: number;
  asked: number;
  answered: number;
}

/** The wire is the product's own, but for the cut. */
export async function startPhone(isUp: boolean): Promise<BenchPhone> {
  const line: Line = { isUp, pushed: [], seen: { sent: 0, poked: 0, asked: 0, answered: 0 } };
  const { seen } = line;
  const real = wireOf(api);
  const whileUp = <T>(act: () => Promise<Answer<T>>): Promise<Answer<T>> => (line.isUp ? act() : Promise.resolve(NOBODY));
  const wire: Wire = {
    ...real,
    push: (push) =>
      whileUp(() => {
        if (push.commands.length > 0) {
          line.pushed.push(push.commands.length);
          seen.sent = Date.now();
        }
        return real.push(push);
      }),
    pull: (ask) =>
      whileUp(async () => {
        const asked = Date.now();
        const answer = await real.pull(ask);
        if (answer.ok && answer.value.kind === 'page' && answer.value.entries.length > 0)
          Object.assign(seen, { asked, answered: Date.now() });
        return answer;
      }),
    listen: (poke, lost) =>
      real.listen(() => {
        seen.poked = Date.now();
        poke();
      }, lost),
    snapshot: (ask) => whileUp(() => real.snapshot(ask)),
  };
  return { queue: await startQueue({ wire, build: 'bench' }), line };
}

const NOBODY = { ok: false, failure: { kind: 'unreachable', timedOut: false } } as const;

/** The line is there again, and the browser says so. */
export function lineIsBack({ line }: BenchPhone): void {
  line.isUp = true;
  window.dispatchEvent(new Event('online'));
}

/** Signs in as a worker does; returns what their reports bear. */
export async function beginShift({ queue }: BenchPhone, { badge, pin }: { badge: string; pin: string }) {
  const outcome = await signIn(badge, pin);
  const { outbox } = queue.phone;
  const [shift, device] = [await outbox.shift.get('this'), await outbox.device.get('this')];
  if (outcome.kind !== 'signed-in' || !shift || !device?.deviceId) throw new Error(`not signed in: ${JSON.stringify(outcome)}`);
  return { deviceId: device.deviceId, session: shift.session };
}

/** Keeps reports in the outbox as if each had been scanned, but many to a transaction. */
export async function keep({ queue }: BenchPhone, bodies: readonly ReportBody[]): Promise<void> {
  const { outbox } = queue.phone;
  const store = dexieQueue(outbox);
  const reports = await Promise.all(bodies.map((body) => unnumbered(sha256Hex, body)));
  await store.writing(async () => {
    const lane = await store.lane();
    await store.put(reports.map((report, n) => ({ seq: lane.nextSeq + n, ...report })));
    await store.putLane({ ...lane, nextSeq: lane.nextSeq + reports.length });
  });
}

export async function viewOf({ queue }: Pick<BenchPhone, 'queue'>): Promise<ViewDatabase> {
  const view = await queue.phone.views.current();
  if (!view) throw new Error('there is no copy of the stock yet');
  return view;
}

/** Resolves once the status strip's figures say so. */
export function until(holds: (state: QueueState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!holds(useQueueState.getState())) return;
      stop();
      resolve();
    };
    const stop = useQueueState.subscribe(look);
    look();
  });
}
