import { describe, expect, it } from 'vitest';
import type { Context } from '../engine/context.ts';
import type { Command, CommandKind } from '../movements/command.ts';
import { isDecision, NEEDS, notAllowed } from './authority.ts';
import { can, ROLES, type Role } from './matrix.ts';

const KINDS = Object.keys(NEEDS) as CommandKind[];
const acting = (kind: CommandKind, role: string) => ({ kind, actor: { worker: 'ada', role, session: '' } }) as Command;
const holding = (...roles: Role[]) => ({ roles, overrideRoles: [] }) as never as Context;

describe('who may do what', () => {
  it.each(KINDS)('%s: exactly the roles the matrix says', (kind) => {
    for (const role of ROLES) expect(notAllowed(acting(kind, role), holding(role)) === null, role).toBe(can([role], NEEDS[kind]));
  });

  it('is judged for the role acted in, and it must really be held', () => {
    expect(notAllowed(acting('pick', 'supervisor'), holding('picker'))).toEqual({
      code: 'role-not-allowed',
      role: 'supervisor',
      kind: 'pick',
    });
    expect(notAllowed(acting('hold', 'picker'), holding('picker', 'supervisor'))?.code).toBe('role-not-allowed');
    expect(notAllowed(acting('pick', 'king'), holding(...ROLES))?.code).toBe('role-not-allowed');
  });

  it('is a supervisor’s where something is decided', () => {
    expect(KINDS.filter(isDecision)).toEqual(['adjust', 'write-off', 'hold', 'release', 'recall', 'close-anomaly']);
  });
});
