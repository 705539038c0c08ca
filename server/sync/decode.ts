import type { Refusal } from '../../shared/domain/engine/refusal.ts';
import type { Command, CommandKind } from '../../shared/domain/movements/command.ts';
import { type CommandBody, ENVELOPE_VERSION } from '../../shared/wire/envelope.ts';
import { PAYLOAD_SCHEMAS } from '../../shared/wire/payloads.ts';
import { type UpCasters, upCast } from '../../shared/wire/up-cast.ts';

/** A command as the rules read it, or why they cannot. */
export type Decoded = { readonly command: Command; readonly broke: null } | { readonly command: null; readonly broke: Refusal };

/**
 * Reads a body's payload by its kind, an older version of it up-cast. A kind or version this server does not know yet is
 * `kind-unknown`: it is parked and judged again by a server that does. A payload that does not fit its kind is `handler-error` with the field in its message. `device` is the one that signed.
 */
export function decodeCommand(body: CommandBody, device: string, casters?: UpCasters): Decoded {
  const { id, kind, kindVersion, actor, task, override, told } = body;
  if (!isKnown(kind)) return unreadable({ code: 'kind-unknown', kind });
  const payload = body.v > ENVELOPE_VERSION ? null : upCast({ kind, kindVersion, payload: body.payload }, casters);
  if (!payload) return unreadable({ code: 'kind-unknown', kind: `${kind}@${kindVersion}` });
  const read = PAYLOAD_SCHEMAS[kind].safeParse(payload);
  if (!read.success) {
    const issue = read.error.issues[0];
    const field = ['payload', ...(issue?.path ?? [])].join('.');
    return unreadable({ code: 'handler-error', message: `${field}: ${issue?.message ?? 'is not valid'}` });
  }
  const command = { id, kind, payload: read.data, deviceId: device, actor, told, ...(task && { task }), ...(override && { override }) };
  return { command: command as Command, broke: null };
}

function isKnown(kind: string): kind is CommandKind {
  return Object.hasOwn(PAYLOAD_SCHEMAS, kind);
}

function unreadable(broke: Refusal): Decoded {
  return { command: null, broke };
}
