import { type Follower, followServer, type Pulled } from '../../client/local/follow-server.ts';
import { layPending } from '../../client/local/lay-pending.ts';
import { callsForGreeting } from '../../client/local/puller.ts';
import { hearSecondThoughts } from '../../client/local/second-thoughts.ts';
import type { Copies, ViewStore } from '../../client/local/view-store.ts';
import { type ClockSource, createClock, type PhoneClock } from '../../client/queue/clock.ts';
import { hasGreeted, nextBatch } from '../../client/queue/drainer.ts';
import { keepReport, unnumbered } from '../../client/queue/keep-report.ts';
import { type Pushed, type Pusher, pushOnce } from '../../client/queue/push-once.ts';
import type { QueueStore } from '../../client/queue/queue-store.ts';
import type { ReportBody } from '../../client/queue/report-body.ts';
import type { Wire } from '../../client/queue/wire.ts';
import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import { sha256, signText } from './fast-crypto.ts';
import { Killed } from './killed.ts';
import { type MemoryCopies, memoryCopies } from './memory-copies.ts';
import { type MemoryQueue, memoryQueue } from './memory-queue.ts';
import type { SimLine, Treatment } from './sim-line.ts';

/** How a planted bug changes a phone: where it keeps things, or what it does when it pushes. */
export interface PhoneBug {
  readonly queue?: (queue: QueueStore) => QueueStore;
  readonly view?: (view: ViewStore) => ViewStore;
  readonly push?: (pusher: Pusher, push: () => Promise<Pushed>, view: ViewStore | null) => Promise<Pushed>;
  readonly pusher?: (pusher: Pusher) => Pusher;
}

/** Where a phone lives: its disk outlives every app that runs on it. */
export interface Home {
  readonly deviceId: string;
  readonly queue: MemoryQueue;
  readonly copies: MemoryCopies;
  /** What an app must not forget when it is killed. */
  readonly notes: Set<string>;
}

/** One app on the phone, as one tab of its browser has it. */
interface App {
  alive: boolean;
  writesLeft: number;
  greeting: boolean;
  batch: number;
  pushing: boolean;
  /** Times its pending reports are being laid over the copy now. */
  laying: number;
  readonly stores: Stores;
}

/** The disk as an app has it. */
interface Stores {
  readonly queue: QueueStore;
  readonly view: () => ViewStore | null;
  readonly copies: Copies;
}

const FIRST_BATCH = 4;

export interface SimPhone {
  readonly home: Home;
  /** Ids of the reports whose tick was shown, in order. */
  readonly kept: CommandId[];
  readonly isDead: () => boolean;
  /** Whether it still has something to send, or to tell. */
  readonly hasMore: () => boolean;
  /** Whether one of its apps was killed and has not been started again. */
  readonly isBroken: () => boolean;
  /** Whether a push or a pull is still waiting for its answer. */
  readonly isBusy: () => boolean;
  readonly clock: () => PhoneClock;
  scan(tab: number, body: ReportBody): Promise<void>;
  push(tab: number, treatment: Treatment): Promise<Pushed | null>;
  pull(tab: number, treatment: Treatment): Promise<Pulled | null>;
  /** What a killed app comes back to: it lays over its view what it had kept and not shown. */
  restart(): Promise<void>;
  crashAfter(tab: number, writes: number): void;
  setClock(ms: number): void;
  die(): void;
  /** This phone a second time, on a copy of its disk. */
  clone(home: Home): SimPhone;
}

export interface Surroundings {
  readonly line: SimLine;
  readonly time: ClockSource;
  /** Sets the wall clock by so many ms. */
  readonly setClock: (ms: number) => void;
  readonly bug: PhoneBug;
}

/** An app may be killed before any write, and a planted bug may sit between it and the disk. */
function storesOf({ queue, copies }: Home, bug: PhoneBug, app: Mortal): Stores {
  const keptIn = mortal(queue, app);
  const views = new WeakMap<ViewStore, ViewStore>();
  const viewIn = (view: ViewStore | null): ViewStore | null => {
    if (!view) return null;
    const keptView = views.get(view) ?? mortal(view, app);
    views.set(view, keptView);
    return bug.view?.(keptView) ?? keptView;
  };
  return {
    queue: bug.queue?.(keptIn) ?? keptIn,
    view: () => viewIn(copies.now()),
    copies: {
      current: async () => viewIn(await copies.current()),
      underWay: async () => viewIn(await copies.underWay()),
      begin: async () => viewIn(await copies.begin()) as ViewStore,
      swap: async () => {
        alive(app);
        await copies.swap();
      },
      abandon: async () => {
        alive(app);
        await copies.abandon();
      },
    },
  };
}

/** One push, as the drainer makes it. */
async function pushFrom({ deviceId, copies }: Home, { line, bug, clock, app, treatment }: Pushing): Promise<Pushed> {
  const { queue, view } = app.stores;
  const plain: Pusher = {
    queue,
    signatory: async () => ({ deviceId, sign: async (text) => signText(deviceId, text) }),
    sha256,
    wire: line.wire(treatment, () => app.alive),
    clock,
    build: 'sim',
    cursor: async () => copies.now()?.state().meta.cursor ?? null,
  };
  const pusher = bug.pusher?.(plain) ?? plain;
  const greet = app.greeting;
  app.greeting = false;
  const push = () => pushOnce(pusher, app.batch, greet);
  const pushed = await (bug.push?.(pusher, push, view()) ?? push());
  app.batch = nextBatch(app.batch, pushed);
  if (greet && !hasGreeted(pushed)) app.greeting = true;
  return pushed;
}

/** One pull, as the puller makes it: a copy that skips part of the feed asks for what was said there. */
async function pullOnce({ copies, notes }: Home, follower: Follower & { readonly wire: Pick<Wire, 'secondThoughts'> }): Promise<Pulled> {
  if (!copies.now() || (await copies.underWay())) notes.add('hear again');
  const pulled = await followServer(follower);
  if (pulled.kind === 'current' && notes.has('hear again') && (await hearSecondThoughts(follower.queue, follower.wire)))
    notes.delete('hear again');
  return pulled;
}

interface Pushing extends Surroundings {
  readonly clock: PhoneClock;
  readonly app: App;
  readonly treatment: Treatment;
}

/** A phone on a disk in memory; its queue and its following of the server are the product's own code. */
export function simPhone(home: Home, surroundings: Surroundings, kept: CommandId[] = []): SimPhone {
  const { line, time, bug } = surroundings;
  const bothApps = (): readonly [App, App] => [freshApp(home, bug), freshApp(home, bug)];
  let apps = bothApps();
  let clock = createClock(time);
  let dead = false;
  /** The pull under way; one of an app that was killed says nothing of the next. */
  let pulling: App | null = null;
  const appAt = (tab: number): App => apps[tab === 0 ? 0 : 1];
  const layOver = async (app: App) => {
    const { queue, view } = app.stores;
    const here = view();
    if (!here) return;
    app.laying += 1;
    await layPending(queue, here).finally(() => {
      app.laying -= 1;
    });
  };
  return {
    home,
    kept,
    isDead: () => dead,
    isBusy: () => pulling !== null || apps.some(({ laying, pushing }) => pushing || laying > 0),
    hasMore: () => apps[0].greeting || home.queue.state().lane.ackedSeq < home.queue.state().lane.nextSeq - 1,
    isBroken: () => apps.some((app) => !app.alive),
    clock: () => clock,
    scan: async (tab, body) => {
      const app = appAt(tab);
      if (!app.alive) return;
      const { id } = await keepReport(app.stores.queue, await unnumbered(sha256, body));
      kept.push(id);
      await layOver(app);
    },
    push: async (tab, treatment) => {
      const app = appAt(tab);
      if (app.pushing || !app.alive) return null;
      app.pushing = true;
      const pushed = await pushFrom(home, { ...surroundings, clock, app, treatment }).finally(() => {
        app.pushing = false;
      });
      if (pushed.kind === 'reset' || (pushed.kind === 'taken' && pushed.isRekeyed)) await layOver(app);
      return pushed;
    },
    pull: async (tab, treatment) => {
      const app = appAt(tab);
      if (pulling || !app.alive) return null;
      pulling = app;
      const { queue, copies } = app.stores;
      const wire = line.wire(treatment, () => app.alive);
      const pulled = await pullOnce(home, { queue, copies, wire, clock, told: () => {} }).finally(() => {
        if (pulling === app) pulling = null;
      });
      if (callsForGreeting(pulled)) app.greeting = true;
      return pulled;
    },
    restart: async () => {
      for (const app of apps) app.alive = false;
      apps = bothApps();
      clock = createClock(time);
      pulling = null;
      await layOver(apps[0]);
    },
    crashAfter: (tab, writes) => {
      appAt(tab).writesLeft = writes;
    },
    setClock: surroundings.setClock,
    die: () => {
      for (const app of apps) app.alive = false;
      dead = true;
    },
    clone: (copy) => simPhone(copy, surroundings, [...kept]),
  };
}

/** A phone's disk as a clone of the whole phone has it. */
export function cloneOf({ deviceId, queue, copies, notes }: Home): Home {
  return { deviceId, queue: memoryQueue(queue.state()), copies: copies.clone(), notes: new Set(notes) };
}

export function freshHome(deviceId: string, lane: string): Home {
  return { deviceId, queue: memoryQueue(lane), copies: memoryCopies(), notes: new Set() };
}

function freshApp(home: Home, bug: PhoneBug): App {
  const app = { alive: true, writesLeft: Number.POSITIVE_INFINITY, greeting: true, batch: FIRST_BATCH, pushing: false, laying: 0 };
  return Object.assign(app, { stores: storesOf(home, bug, app) });
}

type Mortal = Pick<App, 'alive' | 'writesLeft'>;

function alive(app: Mortal): void {
  if (!app.alive) throw new Killed();
}

/** A store as an app has it that may be killed: before each write it may turn out to have been. */
function mortal<S extends { writing<T>(work: () => Promise<T>): Promise<T> }>(store: S, app: Mortal): S {
  return {
    ...store,
    writing: async <T>(work: () => Promise<T>): Promise<T> => {
      if (app.writesLeft <= 0) app.alive = false;
      app.writesLeft -= 1;
      alive(app);
      return store.writing(work);
    },
  };
}
