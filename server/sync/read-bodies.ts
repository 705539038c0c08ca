import { canonicalJson } from '../../shared/wire/canonical.ts';
import type { Push } from '../../shared/wire/push.ts';
import { badField } from '../api/field-error.ts';
import { sha256 } from '../ledger/chain.ts';

/**
 * The canonical text of every command's body as the phone wrote it, members we do not know included: that is what
 * it hashed, and what the ledger keeps. A body that is not what its hash says refuses the push, naming it.
 */
export function readBodies(push: Push, raw: unknown): readonly string[] {
  const written = commandsIn(raw);
  return push.commands.map(({ hash }, index) => {
    const text = canonicalJson({ ...written[index], ...NO_PLACE });
    if (sha256(text) !== hash) throw badField(`commands.${index}.hash`, 'is not the SHA-256 of this command');
    return text;
  });
}

/** A command without its place in the queue is its body. */
const NO_PLACE = { lane: undefined, seq: undefined, hash: undefined };

function commandsIn(raw: unknown): readonly Record<string, unknown>[] {
  return typeof raw === 'object' && raw !== null && 'commands' in raw && Array.isArray(raw.commands) ? raw.commands : [];
}
