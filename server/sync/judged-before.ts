import { commandBodySchema } from '../../shared/wire/envelope.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { JudgedBefore } from '../stock/load-slice.ts';
import { decodeCommand } from './decode.ts';

/** A command on record with its latest judgement, as an undo needs it. What cannot be read any more was never judged. */
export function judgedBefore(ledger: Ledger): JudgedBefore {
  return (id) => {
    const recorded = ledger.recorded(id);
    if (!recorded) return null;
    const body = commandBodySchema.safeParse(JSON.parse(recorded.body));
    if (!body.success) return null;
    const { command } = decodeCommand(body.data, recorded.device);
    return command && { command, at: recorded.occurredAt, effects: recorded.effects };
  };
}
