import { rmSync } from 'node:fs';
import { type Chance, chance } from '../../server/demo/demo-random.ts';
import { type RunningServer, startServer } from '../server-process.ts';
import type { Person } from '../small-site.ts';
import { type FaultLine, openFaultLine } from './fault-line.ts';
import { type HeadlessPhone, openPhone } from './headless-phone.ts';
import { CREW, type Desk, openSite } from './site.ts';
import { openWarehouse, type Warehouse } from './warehouse.ts';

/** A phone on a line of its own, and the ids of the reports whose tick was shown on it, in that order. */
export interface PhoneOnLine {
  readonly person: Person;
  readonly phone: HeadlessPhone;
  readonly line: FaultLine;
  readonly kept: string[];
}

/** One cold store for one run: goods, a server process on its data folder, phones. */
export interface World {
  readonly seed: number;
  readonly chance: Chance;
  readonly warehouse: Warehouse;
  readonly desk: Desk;
  readonly phones: readonly PhoneOnLine[];
  readonly server: () => RunningServer;
  /** SIGKILL: resolves when the process is gone. */
  readonly killServer: () => Promise<void>;
  /** The same port, the same data folder; the build in `home` instead of today's. */
  readonly startServerAgain: (home?: string) => Promise<void>;
  readonly close: (fate: 'keep' | 'remove') => Promise<void>;
}

interface WorldWish {
  readonly phones: number;
  /** Where the build lies that the server begins with. */
  readonly home?: string | undefined;
}

export async function openWorld(seed: number, wish: WorldWish): Promise<World> {
  let server = await startServer(buildIn(wish.home));
  const { dataDir, port } = server;
  const desk = await openSite(server);
  const phones = await Promise.all(CREW.slice(0, wish.phones).map((person) => phoneOf(port, person)));
  const dice = chance(seed);
  return {
    seed,
    chance: dice,
    warehouse: openWarehouse(chance(seed ^ 0x5eed)),
    desk,
    phones,
    server: () => server,
    killServer: () => server.kill(),
    startServerAgain: async (home) => {
      server = await startServer({ dataDir, port, ...buildIn(home) });
    },
    close: async (fate) => {
      await Promise.all(phones.map(({ phone }) => phone.drop()));
      await Promise.all(phones.map(({ line }) => line.close()));
      await server.kill();
      if (fate === 'remove') rmSync(dataDir, { recursive: true });
    },
  };
}

function buildIn(home: string | undefined) {
  return { env: { LOTKEEPER_LOG: 'warn' }, ...(home && { home }) };
}

async function phoneOf(port: number, person: Person): Promise<PhoneOnLine> {
  const line = await openFaultLine(port);
  return { person, line, phone: await openPhone(line.origin, person), kept: [] };
}

/** One act of one worker: the goods move, and a tick is waited for where it was scanned. */
export async function work({ warehouse }: World, { phone, kept }: PhoneOnLine): Promise<void> {
  const { draft, bold, carryOut } = warehouse.act();
  if (!draft) return carryOut();
  const { id, sign } = await phone.do('scan', { draft, bold });
  if (sign === 'stop' && !bold) return;
  carryOut();
  if (id) kept.push(id);
}

/** So many acts, each by a worker who happens to be next. */
export async function workALittle(world: World, acts: number): Promise<void> {
  for (let n = 0; n < acts; n++) {
    const by = world.chance.pick(world.phones);
    if (by) await work(world, by);
  }
}

/** A restored server has ended every shift. */
export async function signInAgain({ desk, phones }: World): Promise<void> {
  await desk.signIn();
  for (const { phone, person } of phones) await phone.do('signIn', person);
}
