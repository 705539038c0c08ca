import { courierSignatureText } from '../../shared/wire/canonical.ts';
import type { Push, PushReply } from '../../shared/wire/push.ts';
import { OLDEST_PROTOCOL } from '../../shared/wire/versions.ts';
import { pruneCarried, waitingPieces } from './carried.ts';
import type { Carried, CarryProblem } from './carried-piece.ts';
import { presentAll, presentThese } from './certificates.ts';
import { signatoryOf } from './device-key.ts';
import { protocolFor } from './lane.ts';
import { laneOf, type OutboxDatabase } from './outbox-database.ts';
import type { Pushed, Pusher } from './push-once.ts';
import type { Signatory } from './queue-host.ts';
import type { Answer, Wire } from './wire.ts';

/** What carries: the pieces kept here, and the line to the server. */
export type Carrier = Pick<Pusher, 'clock' | 'build'> & {
  readonly outbox: OutboxDatabase;
  readonly wire: Pick<Wire, 'push' | 'present'>;
};

/**
 * Sends on the next piece this phone carries for another, as that phone's courier. Pieces of a lane that stands still
 * wait for a person; those of other lanes go on.
 */
export async function carryOnce({ outbox, wire, clock, build }: Carrier): Promise<Pushed> {
  const waiting = await waitingPieces(outbox);
  const stuck = new Set(waiting.filter((piece) => piece.problem).map((piece) => piece.lane));
  const [next, ...rest] = waiting.filter((piece) => !stuck.has(piece.lane));
  const protocol = protocolFor(await laneOf(outbox));
  const courier = await courierFor(await signatoryOf(outbox), next, protocol);
  if (!next || !courier) return { kind: 'idle' };
  const unseen = await presentThese(next.certificates ?? [], wire.present);
  if (unseen) return unseen;
  const push = { ...courierPush(next, { protocol, build, sent: clock.stamp(), behind: rest }), ...courier };
  const answer = await asKnown(outbox, wire, push);
  if (!answer.ok) {
    if (answer.failure.kind !== 'refused') return answer.failure;
    return stop(outbox, next, 'refused', rest.length > 0);
  }
  return heed(outbox, next, { reply: answer.value, more: rest.length > 0, now: clock.stamp().wall });
}

/** A server that was restored may have forgotten the courier too: it is shown what vouches for it, and asked once more. */
async function asKnown(outbox: OutboxDatabase, wire: Carrier['wire'], push: Push): Promise<Answer<PushReply>> {
  const answer = await wire.push(push);
  if (answer.ok || answer.failure.kind !== 'refused' || answer.failure.field !== 'courier.deviceId') return answer;
  const failure = await presentAll(outbox, wire.present);
  return failure ? { ok: false, failure } : wire.push(push);
}

/** This phone's word that it brings the piece, for a server that asks for it; null: nobody ever signed in on this phone. */
async function courierFor(
  { deviceId, sign }: Signatory,
  piece: Carried | undefined,
  protocol: number,
): Promise<Pick<Push, 'courier'> | null> {
  if (!deviceId || !piece) return null;
  if (protocol === OLDEST_PROTOCOL) return {};
  return { courier: { deviceId, sig: await sign(courierSignatureText(deviceId, piece)) } };
}

interface Sending {
  readonly protocol: number;
  readonly build: string;
  readonly sent: Push['sent'];
  /** Pieces that wait behind this one. */
  readonly behind: readonly Carried[];
}

/** The lane, its head and the signature are the giving phone's; it has this much and what is behind it still to hand in. */
function courierPush({ deviceId, lane, commands, head, headSeq, sig, at }: Carried, { build, sent, protocol, behind }: Sending): Push {
  const own = behind.filter((piece) => piece.lane === lane);
  const depth = [{ commands }, ...own].reduce((sum, piece) => sum + piece.commands.length, 0);
  return {
    protocol,
    epoch: null,
    deviceId,
    lane,
    acked: null,
    cursor: null,
    build,
    commands: [...commands],
    head,
    headSeq,
    sig,
    queue: { depth, oldestWall: at, bytes: 0 },
    sent: { wall: sent.wall, mono: sent.mono },
  };
}

async function heed(outbox: OutboxDatabase, piece: Carried, said: { reply: PushReply; more: boolean; now: number }): Promise<Pushed> {
  const { reply, more, now } = said;
  if (reply.kind === 'reset') return stop(outbox, piece, reply.reset === 'schema' ? 'too-old' : 'forked', more);
  if (reply.ack.seq < piece.headSeq) return stop(outbox, piece, 'gap', more);
  await outbox.carried.update(piece.id, { taken: { epoch: reply.epoch, rev: reply.rev } });
  await pruneCarried(outbox, { durable: reply.durable, now });
  return { kind: 'taken', more };
}

async function stop(outbox: OutboxDatabase, { id }: Carried, problem: CarryProblem, more: boolean): Promise<Pushed> {
  await outbox.carried.update(id, { problem });
  return { kind: 'taken', more };
}
