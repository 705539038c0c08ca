import type { CommandKind } from '../domain/movements/command.ts';
import type { CommandBody } from './envelope.ts';

type Payload = CommandBody['payload'];

/** Makes one version's payload the next one's. It reads what phones wrote long ago: it must not throw on odd members. */
export type UpCaster = (payload: Payload) => Payload;

/** By kind, how version n becomes n + 1 at place n − 1. An up-caster stays for at least 12 months after phones wrote the version it reads. */
export type UpCasters = Readonly<Partial<Record<CommandKind, readonly UpCaster[]>>>;

export const UP_CASTERS: UpCasters = {};

/** The version of a kind's payload that this build writes and its rules read: one more than there are up-casters. */
export function kindVersionOf(kind: CommandKind, casters: UpCasters = UP_CASTERS): number {
  return 1 + (casters[kind]?.length ?? 0);
}

/** The payload as the current version has it; null when it is of a newer version than this build reads. */
export function upCast(
  { kind, kindVersion, payload }: { readonly kind: CommandKind; readonly kindVersion: number; readonly payload: Payload },
  casters: UpCasters = UP_CASTERS,
): Payload | null {
  if (kindVersion > kindVersionOf(kind, casters)) return null;
  const due = casters[kind]?.slice(kindVersion - 1) ?? [];
  return due.reduce((older, cast) => cast(older), payload);
}
