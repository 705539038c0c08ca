import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { ageText, timeText } from '../../shared/words/dates.ts';
import { type Language, say, sayCount } from '../../shared/words/words.ts';
import type { QueueState } from '../queue/queue-state.ts';

const AMBER_MS = 30 * 60_000;
const RED_MS = 4 * 60 * 60_000;

/** The strip in one look: how bad, which sign, which words. */
export interface Strip {
  readonly tone: 'plain' | 'check' | 'stop';
  /** A full dot: all sent; half: scans wait here; hollow: no network; cross: a person is needed. */
  readonly sign: 'full' | 'half' | 'hollow' | 'cross';
  readonly words: readonly string[];
}

type Shown = Pick<
  QueueState,
  'depth' | 'oldestWall' | 'dataAsOf' | 'online' | 'persisted' | 'needYou' | 'carried' | 'stuck' | 'sessionExpired'
>;

interface Here {
  readonly language: Language;
  readonly now: EpochMs;
  readonly timeZone: string;
}

/** What to say about the queue: what a person must settle, then waiting scans, how fresh the stock is, and whether it is safe here. */
export function stripOf(state: Shown, here: Here): Strip {
  const { language } = here;
  const age = state.oldestWall === null ? 0 : here.now - state.oldestWall;
  const waiting = state.depth > 0;
  const words = needsOf(state, language);
  const needs = words.length > 0;
  if (waiting)
    words.push(sayCount(language, 'status.waiting', state.depth), say(language, 'status.oldest', { age: ageText(language, age) }));
  else if (!needs) words.push(say(language, state.online === false ? 'status.offline' : 'status.online'));
  if (state.dataAsOf === null) words.push(say(language, 'status.no-data'));
  else if (waiting || state.online === false) words.push(asOf(state.dataAsOf as EpochMs, here));
  if (state.carried > 0) words.push(sayCount(language, 'status.carries', state.carried));
  if (state.persisted === false) words.push(say(language, 'status.not-persistent'));
  return { tone: toneOf(state, age, waiting), sign: signOf(state, needs, waiting), words };
}

/** What a person must settle. */
function needsOf(state: Shown, language: Language): string[] {
  const words: string[] = [];
  if (state.needYou > 0) words.push(sayCount(language, 'status.need-you', state.needYou));
  if (state.stuck !== null) words.push(say(language, `status.${state.stuck}`));
  if (state.sessionExpired) words.push(say(language, 'status.session-expired'));
  return words;
}

/** Storage the browser may clear is a danger to every scan that waits in it, from the first moment; else it is only a risk. */
function toneOf(state: Shown, age: number, waiting: boolean): Strip['tone'] {
  const unsafe = state.persisted === false;
  if (state.stuck !== null || (waiting && (unsafe || age >= RED_MS))) return 'stop';
  return unsafe || (waiting && age >= AMBER_MS) ? 'check' : 'plain';
}

function signOf(state: Shown, needs: boolean, waiting: boolean): Strip['sign'] {
  if (needs) return 'cross';
  if (waiting) return 'half';
  return state.online === false ? 'hollow' : 'full';
}

function asOf(at: EpochMs, { language, timeZone, now }: Here): string {
  return say(language, 'status.as-of', { time: timeText(language, at, { timeZone, now }) });
}
