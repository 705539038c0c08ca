import { metaOf } from '../../../client/local/view-database.ts';
import { dexieQueue } from '../../../client/queue/dexie-queue.ts';
import { laneOf } from '../../../client/queue/outbox-database.ts';
import { type BenchPhone, lineIsBack, until, viewOf } from './phone.ts';

export interface Drained {
  /** From the line's return to an outbox with nothing left to send. */
  readonly ms: number;
  readonly sizes: readonly number[];
  readonly outcomes: Readonly<Record<string, number>>;
}

export async function drain(phone: BenchPhone): Promise<Drained> {
  const { outbox } = phone.queue.phone;
  const { nextSeq, ackedSeq } = await laneOf(outbox);
  await until(({ depth }) => depth === nextSeq - 1 - ackedSeq);
  phone.line.pushed = [];
  const from = performance.now();
  lineIsBack(phone);
  await until(({ depth }) => depth === 0);
  const ms = performance.now() - from;
  const outcomes: Record<string, number> = {};
  for (const { verdict } of await dexieQueue(outbox).reportsAfter(ackedSeq)) {
    const outcome = verdict?.outcome ?? 'unknown';
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  return { ms, sizes: phone.line.pushed, outcomes };
}

/** Until the copy of the stock has from the server whatever was sent. */
export async function settle(phone: BenchPhone): Promise<void> {
  const { ackedSeq } = await laneOf(phone.queue.phone.outbox);
  const view = await viewOf(phone);
  while ((await metaOf(view)).laneAck < ackedSeq) await new Promise((resolve) => setTimeout(resolve, 10));
}
