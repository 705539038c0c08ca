import { ROLES, type Role } from '../../shared/domain/access/matrix.ts';
import type { Context } from '../../shared/domain/engine/context.ts';
import type { TimelineAct } from '../../shared/domain/engine/fold.ts';
import type { Past } from '../../shared/domain/engine/fold-judgement.ts';
import { lotOf, lotsNamed } from '../../shared/domain/engine/names.ts';
import type { LotKey } from '../../shared/domain/lots/ids.ts';
import type { Command } from '../../shared/domain/movements/command.ts';
import { type CommandBody, commandBodySchema } from '../../shared/wire/envelope.ts';
import type { RecordedAct } from '../ledger/judged-order.ts';
import { decodeCommand } from './decode.ts';
import { reportContext } from './judge-report.ts';
import { type RolesOf, rolesIn } from './people.ts';
import { nameOfAct, nameOfLot } from './record.ts';
import type { Placed } from './report.ts';
import type { SyncParts } from './sync-parts.ts';
import { unwrapped } from './unwrapped.ts';

/** One act of the ledger's timeline: a report that has just come in, or one on record. */
export interface LedgerAct extends TimelineAct {
  readonly placed: Placed | null;
  readonly recorded: RecordedAct | null;
}

/**
 * Whether a lot comes after something else was already said of it: if nobody knew it then, that has waited for it. A lot
 * comes by being received, or again when the undo of its receipt is undone.
 */
export function hasForerunner(commands: readonly Command[]): boolean {
  const named = new Set<LotKey>();
  return commands.some((command) => {
    if (command.kind === 'void') return named.size > 0;
    const lots = lotsNamed(command);
    if (command.kind === 'receive') return lots.some((lot) => named.has(lot));
    for (const lot of lots) named.add(lot);
    return false;
  });
}

/** What others may have waited for and an act brings: itself, and lots that may be there after it and were not before. */
export function broughtBy(ledger: SyncParts['ledger'], command: Command): readonly string[] {
  return [nameOfAct(command.id), ...lotsBrought(ledger, command).map(nameOfLot)];
}

/** Lots that are received, and those whose undone receipt counts again. */
function lotsBrought(ledger: SyncParts['ledger'], command: Command): readonly LotKey[] {
  if (command.kind === 'receive') return lotsNamed(command);
  if (command.kind !== 'void') return [];
  return (ledger.recorded(command.payload.of)?.effects ?? []).flatMap((each) => lotOf(each) ?? []);
}

/** A report that has never been judged, where it belongs. */
export function freshAct(placed: Placed, rolesOf: RolesOf): LedgerAct {
  const { envelope, happened, decoded } = placed.report;
  const position = { at: happened.at, id: envelope.id };
  return {
    position,
    stood: position,
    command: decoded.command,
    context: reportContext(placed.report, rolesOf),
    past: null,
    placed,
    recorded: null,
  };
}

/** An act on record, to be folded again as a fact, whatever it was first judged as. */
export function recordedAct(parts: SyncParts, timeZone: string, recorded: RecordedAct): LedgerAct {
  const { id, occurredAt, judgedAt, error, device } = recorded;
  const position = { at: occurredAt, id };
  const past = pastOf(recorded);
  const act = { position, stood: { at: judgedAt ?? occurredAt, id }, past, placed: null, recorded };
  const rolesOf = rolesIn(parts.people.shiftOf);
  const body = readable(recorded);
  const command = body && decodeCommand(body, device).command;
  if (!body || !command) return { ...act, command: null, context: null };
  const held = (by: Pick<CommandBody['actor'], 'worker' | 'session'>) => rolesOf({ ...by, device }, { at: occurredAt, error });
  const roles = standingRoles(past, body.actor, held(body.actor));
  const overrideRoles = body.override ? standingRoles(past, body.override, held(body.override)) : [];
  const context: Context = { stance: 'report', at: occurredAt, error, today: parts.dayAt(occurredAt, timeZone), roles, overrideRoles };
  return { ...act, command, context };
}

/**
 * What has had an effect was read when it came in. Of what was parked, two acts under one id cannot be told apart by it:
 * the second stands as it was parked.
 */
function readable({ id, body, verdict }: RecordedAct): CommandBody | null {
  const meant = unwrapped(JSON.parse(body));
  if (verdict.outcome !== 'parked') return meant as CommandBody;
  const read = commandBodySchema.safeParse(meant);
  return read.success && read.data.id === id ? read.data : null;
}

function pastOf({ verdict, effects }: RecordedAct): Past {
  return { outcome: verdict.outcome, broke: verdict.broke ?? null, flags: verdict.flags, extent: verdict.effect, effects };
}

/** Authority is judged once: who had it then has it still, and who had none gains none by a later promotion. */
function standingRoles({ outcome, flags }: Past, { role }: { role: string }, held: readonly Role[]): readonly Role[] {
  if (outcome === 'parked') return held;
  if (flags.some(({ code }) => code === 'authority-missing')) return [];
  return [...held, ...ROLES.filter((each) => each === role)];
}
