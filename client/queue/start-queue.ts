import type { DexieOptions } from 'dexie';
import type { Pulled } from '../local/follow-server.ts';
import { type Phone, setThisPhone } from '../local/phone.ts';
import { callsForGreeting, type PullDelays, startPuller } from '../local/puller.ts';
import { showFigures } from '../local/show-figures.ts';
import { metaOf } from '../local/view-database.ts';
import { dropOldViews, type Views, viewsOf } from '../local/views.ts';
import { askForSync } from './ask-for-sync.ts';
import { whenAwake } from './awake.ts';
import { documentClock, type PhoneClock } from './clock.ts';
import type { Delays } from './drainer.ts';
import { answered, withHandle } from './handle.ts';
import { keepDraining } from './keep-draining.ts';
import { startOf } from './lane.ts';
import { lastKnown } from './last-known.ts';
import { newsGate } from './news-gate.ts';
import { inOneTab } from './one-tab.ts';
import { laneOf, OutboxDatabase } from './outbox-database.ts';
import type { Pushed } from './push-once.ts';
import { showQueue, useQueueState } from './queue-state.ts';
import { startCarrier } from './start-carrier.ts';
import { putUnread } from './unread.ts';
import type { Wire } from './wire.ts';

/** What the queue runs on; all but the wire and the build default to the browser's own. */
export interface QueuePorts {
  readonly wire: Wire;
  readonly build: string;
  readonly clock?: PhoneClock;
  readonly databases?: DexieOptions;
  readonly random?: () => number;
  readonly drainDelays?: Delays;
  readonly pullDelays?: PullDelays;
}

export interface RunningQueue {
  readonly phone: Phone;
  /** Sends, follows and tells the server of this phone at once: somebody has signed in. */
  readonly wake: () => void;
  readonly stop: () => void;
}

/** A poke that comes so soon after a push (ms) is its echo. */
const ECHO_MS = 200;

let started: Promise<RunningQueue> | null = null;

/**
 * Opens the databases, heals what a killed app left half done, and starts sending and following the server.
 * Once per document, however often it is called; needs neither network nor session.
 */
export function startQueue(ports: QueuePorts): Promise<RunningQueue> {
  started ??= start(ports);
  return started;
}

async function start(ports: QueuePorts): Promise<RunningQueue> {
  const outbox = new OutboxDatabase(ports.databases);
  const views = viewsOf(outbox, ports.databases);
  const clock = ports.clock ?? documentClock();
  const lane = await withHandle(outbox, () => laneOf(outbox));
  showQueue({ depth: lane.nextSeq - 1 - startOf(lane).seq });
  await overlayPending(outbox, views).catch(() => answered(views.dropAll()));
  const sync = startSync(ports, { outbox, views, clock });
  const kept = () => {
    sync.wakeDrainers();
    if (useQueueState.getState().online !== true) void askForSync().catch(() => undefined);
    void overlayPending(outbox, views).catch(() => undefined);
  };
  const phone: Phone = { outbox, views, clock, kept };
  setThisPhone(phone);
  const stops = [showFigures(outbox, views), whenAwake(sync.wake), sync.stop];
  sync.wake();
  void askToPersist();
  void outbox.settings.put({ name: 'build', value: ports.build }).catch(() => undefined);
  void dropOldViews().catch(() => undefined);
  return {
    phone,
    wake: sync.greet,
    stop: () => {
      for (const stop of stops) stop();
      views.close();
      outbox.close();
      setThisPhone(null);
      started = null;
    },
  };
}

type Parts = Pick<Phone, 'outbox' | 'views' | 'clock'>;

/**
 * A copy of the stock that cannot be opened or read is worth less than none: it is fetched again. The rules' code comes
 * after the first screen's; before it is here nothing is laid over.
 */
async function overlayPending(outbox: OutboxDatabase, views: Views): Promise<void> {
  const view = await views.current();
  const rules = view && (await import('../local/catch-up.ts').catch(() => null));
  if (view && rules) await withHandle(view, () => rules.catchUp(outbox, view));
}

function startSync({ wire, build, random, drainDelays, pullDelays }: QueuePorts, { outbox, views, clock }: Parts) {
  // A page of news that is being applied keeps whoever reads the copy waiting, and a push must not wait for news.
  const cursor = lastKnown(async () => {
    const view = await views.current();
    return view && (await metaOf(view)).cursor;
  });
  const dice = random && { random };
  let saidAt = Number.NEGATIVE_INFINITY;
  const noting: Wire['push'] = async (push) => {
    const note = () => {
      if (push.commands.length > 0) saidAt = performance.now();
    };
    note();
    return wire.push(push).finally(note);
  };
  const gate = newsGate({ depth: () => useQueueState.getState().depth, open: () => puller.wake() });
  const drainer = keepDraining(outbox, {
    push: async (most, greet) => {
      const { pushKnown } = await import('./push-known.ts');
      return pushKnown({ outbox, wire: { ...wire, push: noting }, clock, build, cursor }, most, greet);
    },
    told: (pushed, batch) => {
      showPushed(outbox, pushed, batch);
      // In another lane nothing of this phone's is laid over its copy yet.
      if (pushed.kind === 'reset' || (pushed.kind === 'taken' && pushed.isRekeyed))
        void overlayPending(outbox, views).catch(() => undefined);
      gate.pushed(pushed);
    },
    ...dice,
    ...(drainDelays && { delays: drainDelays }),
  });
  const carrier = startCarrier({ outbox, wire, clock, build }, { ...dice, ...(drainDelays && { delays: drainDelays }) });
  const puller = startPuller({
    pull: async () => {
      if (!gate.mayCome()) return null;
      return inOneTab('pull', async () => {
        const { pull } = await import('../local/pull.ts');
        return pull({ outbox, views, wire, clock, told: (bootstrap) => showQueue({ bootstrap }) });
      });
    },
    listen: (poke, lost) =>
      wire.listen(() => {
        drainer.wake();
        poke();
      }, lost),
    // Most likely it tells of what this phone has just sent: that can wait, and be fetched together with what is sent next.
    echo: () => (performance.now() - saidAt < ECHO_MS ? ECHO_MS : 0),
    told: (pulled) => {
      showPulled(pulled);
      if (callsForGreeting(pulled)) drainer.greet();
    },
    ...dice,
    ...(pullDelays && { delays: pullDelays }),
  });
  return {
    wakeDrainers: () => {
      drainer.wake();
      carrier.wake();
    },
    wake: () => {
      gate.tries();
      drainer.wake();
      carrier.wake();
      puller.wake();
    },
    greet: () => {
      gate.tries();
      drainer.greet();
      carrier.wake();
      puller.wake();
    },
    stop: () => {
      drainer.stop();
      carrier.stop();
      puller.stop();
    },
  };
}

function showPushed(outbox: OutboxDatabase, pushed: Pushed, batch: number): void {
  if (pushed.kind === 'idle') return;
  showQueue({ online: pushed.kind !== 'unreachable' });
  if (pushed.kind === 'taken') showQueue({ stuck: null, outdated: pushed.isOutdated === true });
  if (pushed.kind === 'reset') showReset(outbox, pushed.reset);
  if (pushed.kind === 'refused' && batch === 1) showQueue({ stuck: 'refused' });
}

function showReset(outbox: OutboxDatabase, reset: Extract<Pushed, { kind: 'reset' }>['reset']): void {
  if (reset === 'schema') showQueue({ stuck: 'client-too-old' });
  else void putUnread(outbox, { told: reset }).catch(() => undefined);
}

function showPulled(pulled: Pulled): void {
  showQueue({ online: pulled.kind !== 'unreachable' });
  if (pulled.kind === 'session-expired') showQueue({ sessionExpired: true });
  if (pulled.kind === 'current') showQueue({ sessionExpired: false });
}

/** Without the browser's promise it may clear the queue when the disk is full; the screen then says so. */
async function askToPersist(): Promise<void> {
  if (typeof navigator === 'undefined' || !navigator.storage?.persist) return;
  showQueue({ persisted: await navigator.storage.persist() });
}
