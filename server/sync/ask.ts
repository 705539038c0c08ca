import type { Role } from '../../shared/domain/access/matrix.ts';
import type { Context } from '../../shared/domain/engine/context.ts';
import { decide } from '../../shared/domain/engine/decide.ts';
import type { Effect } from '../../shared/domain/engine/effect.ts';
import { namesOf } from '../../shared/domain/engine/names.ts';
import { applyEffects, type Slice } from '../../shared/domain/engine/slice.ts';
import type { DayIso, EpochMs } from '../../shared/domain/engine/time.ts';
import { touchOf } from '../../shared/domain/engine/touch-of.ts';
import type { Command } from '../../shared/domain/movements/command.ts';
import type { Ask, AskReply } from '../../shared/wire/ask.ts';
import { canonicalJson } from '../../shared/wire/canonical.ts';
import type { Session } from '../access/session.ts';
import { badField } from '../api/field-error.ts';
import { sha256 } from '../ledger/chain.ts';
import { decodeCommand } from './decode.ts';
import { judgeWaiting } from './judge-again.ts';
import { rolesIn } from './people.ts';
import { type Act, indexNames, takePen } from './record.ts';
import { siteOf } from './site-of.ts';
import { recordNow } from './stands-last.ts';
import type { SyncParts } from './sync-parts.ts';
import { systemAct, systemBooking } from './system-act.ts';

/** Whose accepted online acts are booked; anyone may ask. */
const MAY_BOOK: readonly Role[] = ['supervisor', 'admin', 'integration'];

/** An answer but for what every answer says of the server. */
type Judged = Omit<AskReply, 'epoch' | 'durable'>;

/** One question put by someone signed in, as parsed and as it came. */
export interface Question {
  readonly ask: Ask;
  readonly raw: unknown;
  readonly session: Session;
  readonly now: EpochMs;
}

/**
 * Judges one act as a question, over the stock as it stands now. Booked only when asked to, accepted, and the role
 * may; under an id that is on record already it answers as it did then, and books nothing twice.
 */
export function answerAsk(parts: SyncParts, question: Question): AskReply {
  const command = readCommand(question);
  const body = canonicalJson(commandIn(question.raw));
  return parts.atomically(() => {
    const answer = bookedBefore(parts, question.ask, sha256(body)) ?? judge(parts, { ...question, command, body });
    return { ...answer, epoch: parts.meta.epoch(), durable: parts.meta.durable() };
  });
}

function readCommand({ ask, session }: Question): Command {
  const { actor, kind } = ask.command;
  if (actor.worker !== session.worker) throw badField('command.actor.worker', 'is not who is signed in here', 'FORBIDDEN');
  const { command, broke } = decodeCommand(ask.command, session.deviceId);
  if (command) return command;
  if (broke.code !== 'handler-error') throw badField('command.kind', `"${kind}" is not known to this server`);
  const [field = '', ...why] = broke.message.split(': ');
  throw badField(`command.${field}`, why.join(': '));
}

function bookedBefore({ ledger }: SyncParts, { command }: Ask, hash: string): Judged | null {
  const earlier = ledger.received([command.id]).get(command.id);
  if (!earlier) return null;
  if (earlier.hash !== hash) throw badField('command.id', 'another command bears it already', 'CONFLICT');
  const { outcome, broke = null, flags = [], occurredAt = null } = ledger.verdictAt(earlier.rev) ?? {};
  return {
    outcome: outcome === 'parked' ? 'refused' : 'accepted',
    broke,
    overridable: false,
    flags,
    booked: true,
    rev: earlier.rev,
    occurredAt,
  };
}

interface Put extends Question {
  readonly command: Command;
  readonly body: string;
}

function judge(parts: SyncParts, put: Put): Judged {
  const { ask, command, session, now } = put;
  const site = siteOf(parts);
  const today = parts.dayAt(now, site.timeZone);
  const slice = parts.stock.load(touchOf([{ command, today }]), site);
  const judged = decide(slice, command, contextOf(parts, put, today));
  const { broke, overridable, flags } = judged;
  const answer = { broke, overridable, flags };
  if (judged.outcome !== 'accepted') {
    if (ask.book) noteDoubt(parts, put, { slice, effects: judged.effects });
    return { ...answer, outcome: 'refused', booked: false, rev: null, occurredAt: null };
  }
  if (!ask.book || !session.roles.some((role) => MAY_BOOK.includes(role)))
    return { ...answer, outcome: 'accepted', booked: false, rev: null, occurredAt: null };
  applyEffects(slice, judged.effects);
  parts.stock.save(slice, judged.effects);
  const names = indexNames(namesOf(slice, command, judged.effects));
  const outcome = flags.some(({ anomaly }) => anomaly !== undefined) ? 'flagged' : 'recorded';
  const { rev } = recordNow(parts, takePen(parts.ledger, parts.feed), actOf(put, names), { ...judged, outcome });
  judgeWaiting(parts, { site, rev, at: now });
  parts.poke.poke();
  return { ...answer, outcome: 'accepted', booked: true, rev, occurredAt: now };
}

/** A refused act leaves the stock alone; what it makes doubtful is put before a supervisor all the same, once. */
function noteDoubt(parts: SyncParts, put: Put, doubt: { slice: Slice; effects: readonly Effect[] }): void {
  const effects = doubt.effects.filter(({ key }) => parts.stock.things.anomaly.one(key) === null);
  if (effects.length === 0) return;
  const { command, session, now } = put;
  const facts = { command: command.id, asked: command.kind, worker: session.worker };
  const act = systemAct(parts.newId(), { kind: 'refused-ask', at: now, facts });
  parts.stock.save(doubt.slice, effects);
  const names = indexNames(namesOf(doubt.slice, command, effects));
  recordNow(parts, takePen(parts.ledger, parts.feed), { ...act, names }, systemBooking(effects));
  parts.poke.poke();
}

function contextOf({ people }: SyncParts, { ask, session, now }: Put, today: DayIso): Context {
  const { override } = ask.command;
  const overrideRoles = override ? rolesIn(people.shiftOf)({ ...override, device: session.deviceId }, { at: now, error: 0 }) : [];
  return { stance: 'ask', at: now, error: 0, today, roles: session.roles, overrideRoles };
}

function actOf({ command, body, session, now }: Put, names: readonly string[]): Act {
  return {
    id: command.id,
    command: command.id,
    lane: null,
    seq: null,
    hash: sha256(body),
    device: session.deviceId,
    kind: command.kind,
    worker: session.worker,
    receivedAt: now,
    occurredAt: now,
    error: 0,
    body,
    names,
  };
}

function commandIn(raw: unknown): unknown {
  return typeof raw === 'object' && raw !== null && 'command' in raw ? raw.command : null;
}
