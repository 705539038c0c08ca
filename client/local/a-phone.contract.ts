import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { createClock } from '../queue/clock.ts';
import { enqueue } from '../queue/enqueue.ts';
import type { OutboxDatabase } from '../queue/outbox-database.ts';
import { enrolledOutbox, freshDisk } from '../queue/paper-server.contract.ts';
import type { Draft } from '../queue/report-body.ts';
import { bodyOf } from './commands.ts';
import { paperFeed } from './paper-feed.contract.ts';
import type { Phone } from './phone.ts';
import { type Puller, pull } from './pull.ts';
import { bin, lotOf, NOW } from './small-store.contract.ts';
import type { ViewDatabase } from './view-database.ts';
import type { SnapshotProgress } from './view-meta.ts';
import { viewsOf } from './views.ts';

export type Disk = ReturnType<typeof freshDisk>;

/** An enrolled phone with a picker on shift, following a server's feed on paper. Its clock stands at ten o'clock. */
export async function aPhone(feed = paperFeed(), disk: Disk = freshDisk()) {
  const outbox = await enrolledOutbox(disk);
  const views = viewsOf(outbox, disk);
  const clock = createClock({ wall: () => NOW as EpochMs, mono: () => 0, boot: 'boot-1' });
  const phone: Phone = { outbox, views, clock, kept: () => {} };
  const progress: (SnapshotProgress | null)[] = [];
  const puller: Puller = { outbox, views, clock, wire: feed.wire, told: (step) => progress.push(step) };
  return { phone, feed, disk, outbox, progress, pull: () => pull(puller) };
}

/** The same, with its copy of the stock complete. */
export async function aReadyPhone(feed = paperFeed()) {
  const ready = await aPhone(feed);
  await ready.pull();
  return { ...ready, view: await viewOf(ready.phone) };
}

export async function viewOf(phone: Phone): Promise<ViewDatabase> {
  const view = await phone.views.current();
  if (!view) throw new Error('this phone has no copy of the stock');
  return view;
}

/** Keeps a report in the outbox only, as an app killed right after the tick leaves it. */
export async function keep(phone: Phone, draft: Draft) {
  return enqueue(phone.outbox, await bodyOf(phone, draft, { outcome: 'ok', codes: [] }));
}

export function transfer(lot: string, from: string, to: string, quantity: number): Draft {
  return { kind: 'transfer', payload: { lot: lotOf(lot), from: bin(from), to: bin(to), quantity }, scans: [] };
}

export function pick(lot: string, from: string, quantity: number): Draft {
  return { kind: 'pick', payload: { lot: lotOf(lot), from: bin(from), quantity, to: bin('STG-1') }, scans: [] };
}

export async function seqsIn(outbox: OutboxDatabase): Promise<number[]> {
  return (await outbox.commands.toArray()).map((row) => row.seq);
}

export function overlaySize(view: ViewDatabase): Promise<number> {
  return view.reading(async ({ overlay }) => (await overlay.scan([''])).length);
}
