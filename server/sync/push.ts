import type { Site } from '../../shared/domain/bins/bin.ts';
import { effect } from '../../shared/domain/engine/effect.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { GENESIS } from '../../shared/wire/canonical.ts';
import type { Lost, Push, PushReply, ToldTime } from '../../shared/wire/push.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import { bothSpeak, PROTOCOL, SPOKEN } from '../../shared/wire/versions.ts';
import { badField } from '../api/field-error.ts';
import { beginEpoch } from './begin-epoch.ts';
import { correctedTime, inLaneOrder } from './corrected-time.ts';
import { decodeCommand } from './decode.ts';
import { forgottenReader } from './forgotten.ts';
import { deviceAnomaly } from './host-anomaly.ts';
import { laneReport } from './lane-report.ts';
import type { Lane } from './lane-store.ts';
import { type Fresh, type LaneWalk, walkLane } from './lane-walk.ts';
import { letIn } from './let-in.ts';
import { type PhoneKey, rolesIn } from './people.ts';
import { readBodies } from './read-bodies.ts';
import { type Pen, takePen } from './record.ts';
import type { Placed, Report } from './report.ts';
import { recordLost } from './scans-lost.ts';
import { siteOf } from './site-of.ts';
import { recordNow } from './stands-last.ts';
import type { SyncParts } from './sync-parts.ts';
import { systemAct, systemBooking } from './system-act.ts';
import { type Care, TakeOneByOne } from './take-in-turn.ts';
import { takeReports } from './take-reports.ts';
import { noteWiped } from './wiped-phone.ts';

/** Takes a phone's queue, as parsed (`push`) and as it came (`raw`): hashes are over what the phone wrote. */
export type TakePush = (push: Push, raw: unknown, now: EpochMs) => PushReply;

type LaneEnd = Pick<Lane, 'lastSeq' | 'head'>;
type Reset = Extract<PushReply, { kind: 'reset' }>;

/** One push that has been let in: who signed it, the canonical text of each command, the lane it is for. */
interface Arrival {
  readonly push: Push;
  readonly bodies: readonly string[];
  readonly phone: PhoneKey;
  readonly now: EpochMs;
  readonly lane: Lane;
  readonly care: Care;
  readonly forgottenBy: ReturnType<typeof forgottenReader>;
  /** When reports happened, by their numbers, as the phone was told before this server forgot it. */
  readonly told: ReadonlyMap<number, ToldTime>;
}

/**
 * One push is one transaction. The device key's signature over the lane's head is all the authority it needs;
 * what is wrong with the push itself is refused by its field and leaves nothing written.
 */
export function pushDesk(parts: SyncParts): TakePush {
  const forgottenBy = forgottenReader(parts);
  return (push, raw, now) => {
    const phone = letIn(parts.people, push);
    const bodies = readBodies(push, raw);
    // Times are not part of what a phone signs: a courier's word on them counts for nothing.
    const told = new Map(push.courier ? [] : push.times?.map((each) => [each.seq, each]));
    const attempt = (care: Care) =>
      parts.atomically(() => {
        const lane = parts.lanes.lane(push.lane) ?? { id: push.lane, device: push.deviceId, lastSeq: 0, head: GENESIS };
        return take(parts, siteOf(parts), { push, bodies, phone, now, lane, care, forgottenBy, told });
      });
    try {
      return attempt('together');
    } catch (error) {
      if (error instanceof TakeOneByOne) return attempt('one-by-one');
      throw error;
    }
  };
}

function take(parts: SyncParts, site: Site, arrival: Arrival): PushReply {
  const { care, forgottenBy, push, lane, now, phone } = arrival;
  if (bothSpeak(SPOKEN, { oldest: push.protocol, newest: push.protocol }) === null) return reset(parts, arrival, { reset: 'schema' });
  const pen = takePen(parts.ledger, parts.feed);
  const forgotten = forgottenBy(push, lane, now);
  if (forgotten !== null && forgotten !== 'lane') {
    beginEpoch(parts, pen, { proof: forgotten, at: now, facts: { device: push.deviceId, lane: lane.id } });
    parts.poke.poke();
  }
  if (forgotten !== null || (push.epoch !== null && push.epoch !== parts.meta.epoch())) return reset(parts, arrival, { reset: 'epoch' });
  const walk: LaneWalk = lane.device === push.deviceId ? walkLane(parts.lanes, parts.ledger, lane, push) : { kind: 'forked' };
  if (walk.kind === 'unvouched') throw badField('head', 'is not the chain over exactly these commands');
  if (walk.kind === 'forked') {
    recordFork(parts, pen, arrival);
    return reset(parts, arrival, { reset: 'lane-forked', newLane: parts.newId() });
  }
  noteLosses(parts, pen, arrival, walk.lost);
  const known = walk.known.flatMap((rev) => parts.ledger.verdictAt(rev) ?? []);
  const rolesOf = rolesIn(phone.revoked ? () => null : parts.people.shiftOf);
  const placed = walk.fresh.map(placing(parts, site, arrival));
  const taken = takeReports(parts, pen, { care, site, placed, rolesOf });
  return acknowledge(parts, arrival, pen, { verdicts: [...known, ...taken], last: endOf(walk) });
}

/** Scans that are gone for good: those a phone says it has no more, and those it held when it was wiped. */
function noteLosses(parts: SyncParts, pen: Pen, { push, lane, now }: Arrival, lost: Lost | null): void {
  if (lost) recordLost(parts, pen, { push, lost, now });
  if (lane.lastSeq === 0) noteWiped(parts, pen, { device: push.deviceId, at: now });
}

/** Where a lane stands after what of a push was taken; null: where it stood. */
function endOf({ fresh, lost }: { fresh: readonly Fresh[]; lost: Lost | null }): LaneEnd | null {
  const last = fresh.at(-1);
  if (last) return { lastSeq: last.envelope.seq, head: last.head };
  return lost && { lastSeq: lost.to, head: lost.head };
}

/** Places one report after the other: each counts as later than the one before it in its lane. */
function placing(parts: SyncParts, site: Site, { push, bodies, lane, now, told }: Arrival): (fresh: Fresh) => Placed {
  let last = parts.lanes.lastOf(lane.id);
  return ({ envelope, index, head }) => {
    const happened = inLaneOrder(correctedTime(envelope.clock, now, told.get(envelope.seq)), envelope.id, last);
    last = { at: happened.at, id: envelope.id };
    const report: Report = {
      envelope,
      body: bodies[index] ?? '',
      device: push.deviceId,
      receivedAt: now,
      happened,
      today: parts.dayAt(happened.at, site.timeZone),
      decoded: decodeCommand(envelope, push.deviceId),
    };
    return { report, head, sig: envelope.seq === push.headSeq ? push.sig : null };
  };
}

function acknowledge(parts: SyncParts, arrival: Arrival, pen: Pen, taken: { verdicts: Verdict[]; last: LaneEnd | null }): PushReply {
  const { push, lane, now } = arrival;
  const { lanes, meta, poke, sealer } = parts;
  const end = { ...lane, ...taken.last };
  if (push.courier) lanes.carry(end, { ...push.courier, at: now, brought: end.lastSeq - lane.lastSeq });
  else lanes.save(end, laneReport(push, end.lastSeq, now));
  if (taken.last) poke.poke();
  const epoch = meta.epoch();
  const ack = sealer.seal({ epoch, lane: lane.id, seq: end.lastSeq, rev: pen.rev(), chain: pen.chain() });
  const upgrade = push.protocol < PROTOCOL && ({ upgrade: 'client-too-old' } as const);
  const standing = { rev: pen.rev(), durable: meta.durable(), speaks: SPOKEN, ...upgrade };
  return { kind: 'taken', epoch, serverNow: now, ack, verdicts: taken.verdicts, ...standing };
}

function reset({ meta }: SyncParts, { lane, now }: Arrival, why: Pick<Reset, 'reset' | 'newLane'>): PushReply {
  return { kind: 'reset', epoch: meta.epoch(), serverNow: now, laneLast: lane.lastSeq, speaks: SPOKEN, ...why };
}

/** Two phones share a lane's number: a supervisor hears of it once. */
function recordFork(parts: SyncParts, pen: Pen, { push, now }: Arrival): void {
  const id = `lane-forked ${push.lane}`;
  if (parts.stock.things.anomaly.one(id)) return;
  const facts = { lane: push.lane, device: push.deviceId };
  const anomaly = deviceAnomaly({ id, code: 'lane-forked', facts, claims: [], at: now });
  parts.stock.things.anomaly.save(anomaly);
  recordNow(
    parts,
    pen,
    systemAct(parts.newId(), { kind: 'lane-forked', at: now, facts }),
    systemBooking([effect('anomaly', id, null, anomaly)]),
  );
  parts.poke.poke();
}
