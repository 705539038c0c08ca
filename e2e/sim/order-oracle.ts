import { nextHead } from '../../server/ledger/chain.ts';
import type { LedgerRow } from '../../server/ledger/ledger.ts';
import { THING_NAMES, type ThingName } from '../../shared/domain/engine/effect.ts';
import { isSame, type Slice, thingsIn } from '../../shared/domain/engine/slice.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { GENESIS, headSignatureText } from '../../shared/wire/canonical.ts';
import type { Envelope } from '../../shared/wire/envelope.ts';
import type { Push } from '../../shared/wire/push.ts';
import { PROTOCOL } from '../../shared/wire/versions.ts';
import { breach } from './breach.ts';
import { type Dice, diceOf } from './dice.ts';
import { signText } from './fast-crypto.ts';
import type { World } from './history.ts';
import { ledgerTables } from './memory-ledger.ts';
import { wholeStock } from './memory-stock.ts';
import { simServer } from './sim-server.ts';
import { SITE } from './small-site.ts';

/** What must come out the same however reports arrive; which anomalies were opened and closed on the way may differ. */
const STOCK: readonly ThingName[] = THING_NAMES.filter((thing) => thing !== 'anomaly');

/** However the lanes' reports reach a server, one by one and each lane in its order: the same stock comes of them. */
export function checkAnyOrder(world: World, seed: number): void {
  const rows = [...ledgerTables(world.server.disk()).rows.values()].filter(({ lane }) => lane !== null);
  const byLane = new Map<string | null, LedgerRow[]>();
  for (const row of rows) byLane.set(row.lane, [...(byLane.get(row.lane) ?? []), row]);
  const lanes = [...byLane.values()].map((lane) => lane.toSorted((a, b) => (a.seq ?? 0) - (b.seq ?? 0)));
  const dice = diceOf(seed ^ 0x0de2);
  const [one, other] = [stockOf(shuffled(lanes, dice)), stockOf(shuffled(lanes, dice))];
  if (isJudgedAsItCame(one) || isJudgedAsItCame(other)) return;
  const odd = firstDifference(one, other);
  if (odd) breach(`the order in which reports arrive makes a difference to ${odd}`);
}

/** What could not be put where it belongs was judged as it arrived, and says so: then the order of arrival counts. */
function isJudgedAsItCame({ anomalies }: Slice): boolean {
  return [...anomalies.values()].some(({ code }) => code === 'late-fact');
}

/** The lanes laid into one another at random, each in its own order. */
function shuffled(lanes: readonly (readonly LedgerRow[])[], dice: Dice): LedgerRow[] {
  const rest = lanes.map((lane) => [...lane]);
  const order: LedgerRow[] = [];
  for (let waiting = rest; waiting.length > 0; waiting = waiting.filter((lane) => lane.length > 0)) {
    const next = dice.pick(waiting).shift();
    if (next) order.push(next);
  }
  return order;
}

function stockOf(order: readonly LedgerRow[]): Slice {
  const end = Math.max(0, ...order.map(({ receivedAt }) => receivedAt)) as EpochMs;
  const server = simServer(diceOf(1), () => end);
  const ends = new Map<string, { seq: number; head: string }>();
  for (const row of order) {
    const lane = row.lane ?? '';
    const { seq, head } = ends.get(lane) ?? { seq: 0, head: GENESIS };
    const push = pushOf(row, { lane, seq: seq + 1, before: head });
    const answer = server.push(push);
    if (!answer.ok || answer.value.kind !== 'taken') breach(`a report cannot be told again: ${JSON.stringify(answer)}`);
    ends.set(lane, { seq: seq + 1, head: push.head });
  }
  return wholeStock(server.disk(), SITE);
}

function pushOf(
  { body, hash, device, occurredAt, error }: LedgerRow,
  { lane, seq, before }: { lane: string; seq: number; before: string },
): Push {
  const head = nextHead(before, { lane, seq, hash });
  return {
    protocol: PROTOCOL,
    epoch: null,
    deviceId: device,
    lane,
    acked: null,
    cursor: null,
    build: 'sim',
    commands: [{ ...JSON.parse(body), lane, seq, hash } as Envelope],
    head,
    headSeq: seq,
    sig: signText(device, headSignatureText(lane, seq, head)),
    queue: { depth: 0, oldestWall: null, bytes: 0 },
    sent: { wall: 0, mono: 0 },
    times: [{ seq, at: occurredAt, error }],
  };
}

function firstDifference(a: Slice, b: Slice): string | null {
  for (const thing of STOCK) {
    const [mine, theirs] = [thingsIn(a, thing), thingsIn(b, thing)];
    for (const [key, one] of mine) if (!isSame(one, theirs.get(key))) return `${thing} ${key}`;
    for (const key of theirs.keys()) if (!mine.has(key)) return `${thing} ${key}`;
  }
  return null;
}
