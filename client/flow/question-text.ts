import type { Words } from '../ui/words.tsx';
import { type Flow, HAND } from './flow.ts';
import type { Round } from './round.ts';

/** The one question of the screen, or what is about to be done. */
export function questionText(flow: Flow, { slot, given, draft }: Round, words: Words): string {
  switch (slot) {
    case 'destination':
      return words.say('ask.destination');
    case 'lot':
      return lotQuestion(flow, given.from, words);
    case 'expiryOn':
      return words.say('ask.expiry');
    case 'from':
      return words.say(flow.kind === 'dispatch' ? 'ask.dispatch-from' : 'ask.from');
    case 'to':
      return words.say(flow.kind === 'receive' ? 'ask.received-into' : 'ask.to');
    case 'bin':
      return words.say('ask.seen-in');
    case null:
      return draft ? deedText(flow, given, words) : words.say('shell.loading');
  }
}

/** What the primary button does. */
export function doText(flow: Flow, quantity: string, words: Words): string {
  return flow.kind === 'sighting' ? words.say('do.sighting') : words.say(`do.${flow.kind}`, { quantity });
}

function lotQuestion(flow: Flow, from: Round['given']['from'], words: Words): string {
  if (from !== undefined && from !== HAND) return words.say('ask.lot-in', { bin: from });
  if (flow.kind === 'receive') return words.say('ask.lot-label');
  return words.say(flow.kind === 'dispatch' ? 'ask.lot' : 'ask.lot-or-bin');
}

function deedText(flow: Flow, { from, to, bin, destination }: Round['given'], words: Words): string {
  switch (flow.kind) {
    case 'pick':
      return words.say('deed.pick', { bin: from ?? null });
    case 'dispatch':
      return words.say('deed.dispatch', { destination: destination ?? null });
    case 'sighting':
      return words.say('deed.sighting', { bin: bin ?? null });
    default:
      return words.say(`deed.${flow.kind}`, { bin: to ?? null });
  }
}
