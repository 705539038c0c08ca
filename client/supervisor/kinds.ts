import type { CommandKind } from '../../shared/domain/movements/command.ts';
import type { IconName } from '../ui/icon.tsx';
import type { Words } from '../ui/words.tsx';

/** What each kind of act looks like in a life line; `sweep` is the server's own. */
const ICONS: Readonly<Record<CommandKind | 'sweep', IconName>> = {
  receive: 'receive',
  putaway: 'putaway',
  transfer: 'transfer',
  pick: 'pick',
  dispatch: 'dispatch',
  return: 'undo',
  sighting: 'sighting',
  count: 'count',
  adjust: 'settings',
  'write-off': 'erase',
  hold: 'hand',
  release: 'tick',
  recall: 'bell',
  'close-anomaly': 'inbox',
  void: 'undo',
  sweep: 'clock',
};

export function kindIcon(kind: string): IconName {
  return isKnown(kind) ? ICONS[kind] : 'box';
}

/** An act of a newer version is called what its record calls it. */
export function kindText(kind: string, words: Words): string {
  return isKnown(kind) ? words.say(`kind.${kind}`) : kind;
}

function isKnown(kind: string): kind is keyof typeof ICONS {
  return Object.hasOwn(ICONS, kind);
}
