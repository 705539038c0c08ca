import type { CommandId } from '../bins/stock-row.ts';
import type { Command } from '../movements/command.ts';
import type { Judged } from './slice.ts';

/** Anomalies an undo opens when it is not carried out: nobody knew the command yet, or it was not this worker's to undo. */
const NOT_CARRIED_OUT: ReadonlySet<string> = new Set(['unknown-code', 'authority-missing']);

/** Whether a command was undone by another than `by`. Who did it all the same undoes the undo. */
export function isUndone(judged: ReadonlyMap<CommandId, Judged>, id: CommandId, by: CommandId): boolean {
  return [...judged.values()].some((each) => each.command.id !== by && isUndoOf(each.command, id) && isCarriedOut(each));
}

export function isUndoOf(command: Command, id: CommandId): boolean {
  return command.kind === 'void' && command.payload.of === id;
}

function isCarriedOut({ command, effects }: Judged): boolean {
  return !effects.some(
    ({ thing, before, after }) => thing === 'anomaly' && !before && after?.openedBy === command.id && NOT_CARRIED_OUT.has(after.code),
  );
}
