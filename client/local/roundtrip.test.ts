import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thumbprintOf } from '../../server/access/device-key.ts';
import { NOON, openPaperStore, PEAS, peas, sessionOn } from '../../server/sync/paper-phone.contract.ts';
import { parseBinCode } from '../../shared/domain/bins/bin.ts';
import { THING_NAMES } from '../../shared/domain/engine/effect.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { parseLotNumber } from '../../shared/domain/lots/ids.ts';
import { pullSchema, type SnapshotReply, snapshotSchema } from '../../shared/wire/feed.ts';
import { pushSchema } from '../../shared/wire/push.ts';
import { createClock } from '../queue/clock.ts';
import { deviceOf, publicKeyOf } from '../queue/device-key.ts';
import { OutboxDatabase } from '../queue/outbox-database.ts';
import { freshDisk } from '../queue/paper-server.contract.ts';
import { pushOnce } from '../queue/push-once.ts';
import type { Draft } from '../queue/report-body.ts';
import { startShift } from '../queue/shift.ts';
import type { Answer, Wire } from '../queue/wire.ts';
import { ask, report } from './ask.ts';
import { readMany } from './merged-reads.ts';
import type { Phone } from './phone.ts';
import { pull } from './pull.ts';
import { allServerRows } from './server-rows.ts';
import { metaOf } from './view-database.ts';
import { viewsOf } from './views.ts';

type Line = 'good' | 'no-request' | 'no-reply';

/** One real server on one SQLite file, backed up and put back as the test likes. */
function aServer() {
  let paper = openPaperStore();
  let backup = paper.store.db.serialize();
  let time: number = NOON;
  return {
    store: () => paper.store,
    now: (): EpochMs => {
      time += 1000;
      return time as EpochMs;
    },
    backUp: () => {
      backup = paper.store.db.serialize();
    },
    restore: () => {
      paper.store.close();
      for (const end of ['-wal', '-shm']) rmSync(join(paper.folder, `lotkeeper.db${end}`), { force: true });
      writeFileSync(join(paper.folder, 'lotkeeper.db'), backup);
      paper = openPaperStore(paper.folder);
    },
    close: () => paper.close(),
  };
}

type Server = ReturnType<typeof aServer>;

/** What crosses the line crosses as JSON, through the server's own schemas; a broken line loses the request or the reply. */
function lineTo(server: Server, line: () => Line): Pick<Wire, 'push' | 'pull' | 'snapshot'> {
  const over = async <T>(call: () => T): Promise<Answer<T>> => {
    const lost = { ok: false, failure: { kind: 'unreachable', timedOut: false } } as const;
    if (line() === 'no-request') return lost;
    const value: T = JSON.parse(JSON.stringify(call()));
    return line() === 'no-reply' ? lost : { ok: true, value };
  };
  return {
    push: (push) => {
      const raw: unknown = JSON.parse(JSON.stringify(push));
      return over(() => server.store().sync.push(pushSchema.parse(raw), raw, server.now()));
    },
    pull: (asked) => over(() => server.store().sync.pull(pullSchema.parse(asked), server.now())),
    snapshot: (asked) => over(() => server.store().sync.snapshot(snapshotSchema.parse({ ...asked, limit: 7 }), server.now())),
  };
}

/** A phone on its own disk; `restart` is what a killed app comes back to. */
async function aPhone(server: Server, deviceId: string) {
  const disk = freshDisk();
  let line: Line = 'good';
  const wire = lineTo(server, () => line);
  const start = (): Phone => {
    const outbox = new OutboxDatabase(disk);
    const clock = createClock({ wall: () => server.now(), mono: () => 0, boot: 'b' });
    return { outbox, views: viewsOf(outbox, disk), clock, kept: () => {} };
  };
  let phone = start();
  const publicKey = await publicKeyOf(await deviceOf(phone.outbox));
  const { access } = server.store();
  access.insertDevice({ id: deviceId, publicKey, thumbprint: thumbprintOf(publicKey), name: 'phone', registeredAt: NOON, by: 'eve' });
  const session = { id: sessionOn(deviceId, 'ana'), worker: 'ana', expiresAt: NOON + 1e9 };
  access.insertSession({ ...session, device: deviceId, token: deviceId, at: NOON });
  await startShift(phone.outbox, { ...session, name: 'Ana', roles: ['dock', 'picker'], language: 'en', deviceId });
  const kept: string[] = [];
  return {
    kept,
    phone: () => phone,
    over: (next: Line) => {
      line = next;
    },
    async scan(draft: Draft) {
      const { told } = await ask(draft, phone);
      kept.push((await report(draft, told, phone)).id);
    },
    push: () => {
      const cursor = async () => {
        const view = await phone.views.current();
        return view && (await metaOf(view)).cursor;
      };
      return pushOnce({ outbox: phone.outbox, wire, clock: phone.clock, build: 'test', cursor }, 5, true);
    },
    pull: () => pull({ ...phone, wire, told: () => {} }),
    restart: () => {
      phone.views.close();
      phone.outbox.close();
      phone = start();
    },
  };
}

type PhoneOnPaper = Awaited<ReturnType<typeof aPhone>>;

const step = fc.record({
  second: fc.boolean(),
  act: fc.constantFrom('scan', 'scan', 'scan', 'push', 'push', 'pull', 'restart', 'back-up', 'restore'),
  line: fc.constantFrom<Line>('good', 'good', 'no-request', 'no-reply'),
  draft: fc.record({
    kind: fc.constantFrom('receive', 'transfer', 'transfer', 'pick', 'sighting'),
    lot: fc.constantFrom('L-1', 'L-2'),
    from: fc.constantFrom('DOCK-1', 'A-01-1', 'A-01-2'),
    to: fc.constantFrom('A-01-1', 'A-01-2', 'A-02-1'),
    quantity: fc.integer({ min: 1, max: 9 }),
  }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function draftOf({ kind, lot, from, to, quantity }: Step['draft']): Draft {
  const [key, number, source, target, dock] = [
    peas(lot),
    parseLotNumber(lot),
    parseBinCode(from),
    parseBinCode(to),
    parseBinCode('DOCK-1'),
  ];
  if (!number || !source || !target || !dock) throw new Error(`${lot} ${from} ${to}`);
  switch (kind) {
    case 'receive':
      return { kind, payload: { item: PEAS, lot: number, to: dock, quantity }, scans: [] };
    case 'transfer':
      return { kind, payload: { lot: key, from: source, to: target, quantity }, scans: [] };
    case 'pick':
      return { kind, payload: { lot: key, from: source, quantity }, scans: [] };
    default:
      return { kind: 'sighting', payload: { lot: key, bin: source }, scans: [] };
  }
}

async function take(server: Server, on: PhoneOnPaper, { act, line, draft }: Step): Promise<void> {
  on.over(line);
  if (act === 'scan') await on.scan(draftOf(draft));
  if (act === 'push') await on.push();
  if (act === 'pull') await on.pull();
  if (act === 'restart') on.restart();
  if (act === 'back-up') server.backUp();
  if (act === 'restore') server.restore();
}

/** The fault is over: both phones push and pull, with no new scan, until nothing is left to say. */
async function heal(phones: readonly PhoneOnPaper[]): Promise<void> {
  for (const on of phones) on.over('good');
  for (let round = 0; round < 12; round++) for (const on of phones) await on.push();
  for (let round = 0; round < 3; round++) for (const on of phones) await on.pull();
}

async function seenBy({ phone }: PhoneOnPaper): Promise<Record<string, unknown>> {
  const view = await phone().views.current();
  if (!view) throw new Error('no copy of the stock');
  return view.reading(async () => {
    const seen: Record<string, unknown> = {};
    for (const thing of THING_NAMES) {
      const keys = [...(await allServerRows(view, thing)), ...(await view.overlay.scan([''])).map(([, row]) => row)].map((row) => row.key);
      for (const { key, value } of await readMany(view, thing, keys)) seen[`${thing} ${key}`] = value;
    }
    return seen;
  });
}

function heldBy(server: Server): Record<string, unknown> {
  const held: Record<string, unknown> = {};
  for (let after: SnapshotReply['next'] = null, more = true; more; more = after !== null) {
    const page: SnapshotReply = server.store().sync.snapshot({ after, limit: 5000 }, server.now());
    for (const { thing, key, after: value } of page.rows)
      if ((THING_NAMES as readonly string[]).includes(thing)) held[`${thing} ${key}`] = value;
    after = page.next;
  }
  return JSON.parse(JSON.stringify(held));
}

async function live(server: Server, steps: readonly Step[]): Promise<void> {
  const phones = [await aPhone(server, deviceId(1)), await aPhone(server, deviceId(2))] as const;
  server.backUp();
  for (const each of steps) await take(server, each.second ? phones[1] : phones[0], each);
  await heal(phones);
  const ledger = server.store().db.prepare<[string], string>('SELECT id FROM ledger WHERE device = ? ORDER BY rev').pluck();
  for (const [at, on] of phones.entries()) expect(ledger.all(deviceId(at + 1))).toEqual(on.kept);
  for (const on of phones) expect(await seenBy(on)).toEqual(heldBy(server));
}

describe('real phones and a real server', () => {
  it('lose, double and reorder no scan, and end up seeing the same stock, whatever breaks on the way', async () => {
    const lives = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const server = aServer();
      await live(server, steps).finally(server.close);
    });
    await fc.assert(lives, { numRuns: 25 });
  }, 180_000);
});

function deviceId(n: number): string {
  return `0190f3c0-0000-7000-8000-00000000d00${n}`;
}
