import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TRPCError } from '@trpc/server';
import { thumbprintOf } from '../../server/access/device-key.ts';
import { readmit } from '../../server/access/readmit.ts';
import { FieldError } from '../../server/api/field-error.ts';
import { NOON, openPaperStore, sessionOn } from '../../server/sync/paper-phone.contract.ts';
import type { Role } from '../../shared/domain/access/matrix.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { compareSchema } from '../../shared/wire/compare.ts';
import { pullSchema, snapshotSchema } from '../../shared/wire/feed.ts';
import { pushSchema } from '../../shared/wire/push.ts';
import { secondThoughtsSchema } from '../../shared/wire/second-thoughts.ts';
import { carryOnce } from '../queue/carry-once.ts';
import { keepCertificates } from '../queue/certificates.ts';
import { createClock } from '../queue/clock.ts';
import { deviceOf, publicKeyOf } from '../queue/device-key.ts';
import { OutboxDatabase } from '../queue/outbox-database.ts';
import { freshDisk } from '../queue/paper-server.contract.ts';
import { pushKnown } from '../queue/push-known.ts';
import type { Draft } from '../queue/report-body.ts';
import { startShift } from '../queue/shift.ts';
import type { Answer, Wire } from '../queue/wire.ts';
import { ask, report } from './ask.ts';
import { type Comparer, compareNext } from './compare-copy.ts';
import type { Phone } from './phone.ts';
import { pull } from './pull.ts';
import { metaOf } from './view-database.ts';
import { viewsOf } from './views.ts';

/** The network: good, or losing what goes up or what comes down. */
export type Line = 'good' | 'no-request' | 'no-reply';

/** One real server on one SQLite file, backed up and put back as the test likes. */
export function aServer() {
  let paper = openPaperStore();
  let backup = paper.store.db.serialize();
  let time: number = NOON;
  /** Stops the server, does what is done meanwhile, and starts it again. */
  function stopped(meanwhile: () => unknown): void {
    paper.store.close();
    meanwhile();
    paper = openPaperStore(paper.folder);
  }
  return {
    store: () => paper.store,
    folder: () => paper.folder,
    now: (): EpochMs => {
      time += 1000;
      return time as EpochMs;
    },
    /** Time passes. */
    pass: (ms: number) => {
      time += ms;
    },
    backUp: () => {
      backup = paper.store.db.serialize();
    },
    /** Put back by hand. */
    restore: () =>
      stopped(() => {
        for (const end of ['-wal', '-shm']) rmSync(join(paper.folder, `lotkeeper.db${end}`), { force: true });
        writeFileSync(join(paper.folder, 'lotkeeper.db'), backup);
      }),
    stopped,
    close: () => paper.close(),
  };
}

export type Server = ReturnType<typeof aServer>;

/** What crosses the line crosses as JSON, through the server's own schemas; a broken line loses the request or the reply. */
function lineTo(server: Server, line: () => Line): Omit<Wire, 'listen'> {
  const over = async <T>(call: () => T): Promise<Answer<T>> => {
    const lost = { ok: false, failure: { kind: 'unreachable', timedOut: false } } as const;
    if (line() === 'no-request') return lost;
    const answer = answerOf(call);
    return line() === 'no-reply' ? lost : answer;
  };
  return {
    push: (push) => {
      const raw: unknown = JSON.parse(JSON.stringify(push));
      return over(() => server.store().sync.push(pushSchema.parse(raw), raw, server.now()));
    },
    pull: (asked) => over(() => server.store().sync.pull(pullSchema.parse(asked), server.now())),
    secondThoughts: (asked) => over(() => server.store().sync.secondThoughts(secondThoughtsSchema.parse(asked))),
    compare: (asked) => over(() => server.store().sync.compare(compareSchema.parse(asked))),
    snapshot: (asked) => over(() => server.store().sync.snapshot(snapshotSchema.parse({ ...asked, limit: 7 }), server.now())),
    present: (certificates) => over(() => readmit(server.store().access, server.store().notary, certificates, server.now())),
  };
}

function answerOf<T>(call: () => T): Answer<T> {
  try {
    return { ok: true, value: JSON.parse(JSON.stringify(call())) };
  } catch (error) {
    if (!(error instanceof TRPCError && error.cause instanceof FieldError)) throw error;
    return { ok: false, failure: { kind: 'refused', field: error.cause.field, message: error.message } };
  }
}

interface Worker {
  readonly worker: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

const ANA: Worker = { worker: 'ana', name: 'Ana', roles: ['dock', 'picker'] };
export const EVE: Worker = { worker: 'eve', name: 'Eve', roles: ['supervisor'] };

/** A phone on its own disk; `restart` is what a killed app comes back to. */
export async function aRealPhone(server: Server, deviceId: string, who: Worker = ANA) {
  const on = phoneOn(server, freshDisk());
  const { outbox } = on.phone();
  const publicKey = await publicKeyOf(await deviceOf(outbox));
  const { access, notary } = server.store();
  const device = { id: deviceId, publicKey, name: 'phone', registeredAt: NOON, by: 'eve' };
  access.insertDevice({ ...device, thumbprint: thumbprintOf(publicKey) });
  const session = { id: sessionOn(deviceId, who.worker), worker: who.worker, expiresAt: NOON + 1e9 };
  access.insertSession({ ...session, device: deviceId, token: deviceId, at: NOON });
  await startShift(outbox, { ...session, ...who, language: 'en', timeZone: 'Europe/Warsaw', deviceId });
  const shift = {
    kind: 'shift',
    session: session.id,
    worker: who.worker,
    device: deviceId,
    at: NOON,
    expiresAt: session.expiresAt,
  } as const;
  const certificates = { device: notary.certify({ kind: 'device', ...device }), shift: notary.certify(shift) };
  await keepCertificates(outbox, { session: session.id, certificates }, NOON);
  return on;
}

function phoneOn(server: Server, disk: ReturnType<typeof freshDisk>) {
  let line: Line = 'good';
  let ahead = 0;
  const direct = lineTo(server, () => line);
  const wire: typeof direct = { ...direct, snapshot: (asked) => direct.snapshot(asked).finally(() => meanwhile()) };
  const start = (): Phone => {
    const outbox = new OutboxDatabase(disk);
    const clock = createClock({ wall: () => server.now() + ahead, mono: () => 0, boot: 'b' });
    return { outbox, views: viewsOf(outbox, disk), clock, kept: () => {} };
  };
  let phone = start();
  let meanwhile = async (): Promise<unknown> => undefined;
  const kept: string[] = [];
  return {
    kept,
    phone: () => phone,
    over: (next: Line) => {
      line = next;
    },
    /** Its clock is this many ms ahead of the server's, and after a restart it has not noticed. */
    goAhead: (ms: number) => {
      ahead = ms;
    },
    async scan(draft: Draft) {
      const { told } = await ask(draft, phone);
      kept.push((await report(draft, told, phone)).id);
    },
    push: (most = 5) => {
      const cursor = async () => {
        const view = await phone.views.current();
        return view && (await metaOf(view)).cursor;
      };
      return pushKnown({ outbox: phone.outbox, wire, clock: phone.clock, build: 'test', cursor }, most, true);
    },
    /** Sends on what another phone handed over. */
    carry: () => carryOnce({ outbox: phone.outbox, wire, clock: phone.clock, build: 'test' }),
    /** Pulls; whenever a page of a first copy has been read, `other` has the server change. */
    pull: (other: () => Promise<unknown> = async () => undefined) => {
      meanwhile = other;
      return pull({ ...phone, wire, told: () => {} });
    },
    /** Compares all of its copy with the server's, stretch by stretch; the kinds of things that differ. */
    compareAll: () => differing({ outbox: phone.outbox, views: phone.views, wire }),
    restart: () => {
      phone.views.close();
      phone.outbox.close();
      phone = start();
    },
    /** Another phone made from this one's backup: the same key, the same lane, the same queue. */
    clone: () => cloneOf(server, phone.outbox),
  };
}

async function differing(comparer: Comparer): Promise<string[]> {
  const found: string[] = [];
  let place: Parameters<typeof compareNext>[1] = { thing: 'site', after: null };
  do {
    const compared = await compareNext(comparer, place);
    if (!compared) throw new Error(`nothing to compare ${place.thing} with`);
    if (!compared.same) found.push(place.thing);
    place = compared.next;
  } while (place.thing !== 'site' || place.after !== null);
  return found;
}

async function cloneOf(server: Server, outbox: OutboxDatabase): Promise<RealPhone> {
  const disk = freshDisk();
  const copy = new OutboxDatabase(disk);
  await copy.open();
  for (const table of copy.tables.map(({ name }) => name).filter((name) => name !== 'settings')) {
    await copy.table(table).clear();
    await copy.table(table).bulkAdd(await outbox.table(table).toArray());
  }
  copy.close();
  return phoneOn(server, disk);
}

export type RealPhone = ReturnType<typeof phoneOn>;
