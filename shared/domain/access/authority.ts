import type { Context } from '../engine/context.ts';
import type { Refusal } from '../engine/refusal.ts';
import type { Command, CommandKind } from '../movements/command.ts';
import { type Capability, can, ROLES, type Role } from './matrix.ts';

/** What a person must be able to do to act each kind of command. */
export const NEEDS: Readonly<Record<CommandKind, Capability>> = {
  receive: 'receive-and-dispatch',
  putaway: 'move-stock',
  transfer: 'move-stock',
  pick: 'move-stock',
  dispatch: 'receive-and-dispatch',
  return: 'receive-and-dispatch',
  sighting: 'move-stock',
  count: 'move-stock',
  adjust: 'decide-quality',
  'write-off': 'decide-quality',
  hold: 'decide-quality',
  release: 'decide-quality',
  recall: 'decide-quality',
  'close-anomaly': 'resolve-anomaly',
  void: 'move-stock',
};

/** A move without authority has happened all the same; a decision without authority has not been taken. */
export function isDecision(kind: CommandKind): boolean {
  return NEEDS[kind] === 'decide-quality' || NEEDS[kind] === 'resolve-anomaly';
}

/** The role acted in must be one the worker really holds, and one that may do this. */
export function notAllowed({ actor, kind }: Command, { roles }: Context): Refusal | null {
  return grants(actor.role, roles, NEEDS[kind]) ? null : { code: 'role-not-allowed', role: actor.role, kind };
}

/** Whether the worker acts in a role that decides on quality. */
export function decidesQuality({ actor }: Command, { roles }: Context): boolean {
  return grants(actor.role, roles, 'decide-quality');
}

/** What is wrong with a second badge: its own role is judged, not the picker's, and it must give a reason. */
export function overrideFaults({ override, kind }: Command, { overrideRoles }: Context): Refusal[] {
  if (!override) return [];
  const faults: Refusal[] = [];
  if (!grants(override.role, overrideRoles, 'decide-quality')) faults.push({ code: 'role-not-allowed', role: override.role, kind });
  if (override.reason.trim() === '') faults.push({ code: 'reason-required' });
  return faults;
}

function grants(named: string, held: readonly Role[], capability: Capability): boolean {
  const role = ROLES.find((each) => each === named);
  return role !== undefined && held.includes(role) && can([role], capability);
}
