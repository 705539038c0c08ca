import type { Judged } from '../../shared/domain/engine/slice.ts';
import { isUndoOf } from '../../shared/domain/engine/undone.ts';
import { commandBodySchema } from '../../shared/wire/envelope.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { JudgedBefore } from '../stock/load-slice.ts';
import { decodeCommand } from './decode.ts';
import { unwrapped } from './unwrapped.ts';

/**
 * A command on record with its latest judgement, and those of what undid it, as an undo needs them. What cannot be read
 * any more was never judged.
 */
export function judgedBefore(ledger: Ledger): JudgedBefore {
  return (id) => {
    const undos = ledger.undosOf(id).flatMap((undo) => recordedAs(ledger, undo) ?? []);
    return [...undos.filter(({ command }) => isUndoOf(command, id)), ...[recordedAs(ledger, id) ?? []].flat()];
  };
}

function recordedAs(ledger: Ledger, id: string): Judged | null {
  const recorded = ledger.recorded(id);
  if (!recorded) return null;
  const body = commandBodySchema.safeParse(unwrapped(JSON.parse(recorded.body)));
  if (!body.success) return null;
  const { command } = decodeCommand(body.data, recorded.device);
  return command && { command, at: recorded.occurredAt, effects: recorded.effects };
}
