import { closeAnomaly } from '../anomalies/open.ts';
import { type Books, shelfOf, write } from '../engine/books.ts';
import type { Effect } from '../engine/effect.ts';
import { brokenOf, type Ruling } from '../engine/ruling.ts';
import type { Judged, Slice } from '../engine/slice.ts';
import type { CommandOf } from './command.ts';
import { moveBack } from './move-back.ts';

/**
 * Void: undo is a command of its own. Where nothing has happened since, everything is put back exactly as it was;
 * later, the goods are moved back as far as they are still there. Workers undo their own commands, supervisors any.
 */
export function judgeVoid(slice: Slice, command: CommandOf<'void'>): Ruling {
  const { of } = command.payload;
  const judged = slice.judged.get(of);
  const isOwn = judged?.command.actor.worker === command.actor.worker;
  return {
    broken: brokenOf(
      !judged && { code: 'code-unknown', raw: of },
      judged && !isOwn && command.actor.role !== 'supervisor' && { code: 'role-not-allowed', role: command.actor.role, kind: 'void' },
    ),
    carryOut: (books) => {
      if (!judged) return;
      if (judged.effects.every((each) => isUntouched(slice, each))) putBack(books, judged);
      else moveBack(books, judged.effects);
      for (const each of judged.effects) if (each.thing === 'anomaly') closeUndone(books, each.key);
    },
  };
}

/** What a command wrote still stands as it wrote it. */
function isUntouched(slice: Slice, { thing, key, after }: Effect): boolean {
  return thing === 'anomaly' || JSON.stringify(shelfOf(slice, thing).get(key) ?? null) === JSON.stringify(after);
}

function putBack(books: Books, judged: Judged): void {
  for (const each of [...judged.effects].reverse()) {
    if (each.thing !== 'anomaly') write(books, each.thing, each.key, each.before);
  }
}

/** An anomaly the undone command opened is closed, never forgotten. */
function closeUndone(books: Books, id: string): void {
  const anomaly = books.slice.anomalies.get(id);
  if (anomaly) closeAnomaly(books, anomaly, 'undone');
}
