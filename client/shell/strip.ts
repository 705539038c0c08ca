import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { ageText, timeText } from '../../shared/words/dates.ts';
import { type Language, say, sayCount } from '../../shared/words/words.ts';
import type { QueueState } from '../queue/queue-state.ts';

const AMBER_MS = 30 * 60_000;
const RED_MS = 4 * 60 * 60_000;
/** Where the browser may evict the queue, scans must not wait at all; a minute is what a working line never takes. */
const UNSAFE_MS = 60_000;

/** The strip in one look: how bad, which sign, which words. */
export interface Strip {
  readonly tone: 'plain' | 'check' | 'stop';
  /** A full dot: all sent; half: scans wait here; hollow: no network; cross: a person is needed. */
  readonly sign: 'full' | 'half' | 'hollow' | 'cross';
  readonly words: readonly string[];
}

type Shown = Pick<QueueState, 'depth' | 'oldestWall' | 'dataAsOf' | 'online' | 'persisted' | 'needYou' | 'stuck' | 'sessionExpired'>;

interface Here {
  readonly language: Language;
  readonly now: EpochMs;
  readonly timeZone: string;
}

/** What to say about the queue: waiting scans first, then what a person must settle, then how fresh the stock is. */
export function stripOf(state: Shown, here: Here): Strip {
  const { language } = here;
  const age = state.oldestWall === null ? 0 : here.now - state.oldestWall;
  const waiting = state.depth > 0;
  const needs = state.needYou > 0 || state.stuck !== null || state.sessionExpired;
  const words: string[] = [];
  if (state.needYou > 0) words.push(sayCount(language, 'status.need-you', state.needYou));
  if (state.stuck !== null) words.push(say(language, `status.${state.stuck}`));
  if (state.sessionExpired) words.push(say(language, 'status.session-expired'));
  if (waiting)
    words.push(sayCount(language, 'status.waiting', state.depth), say(language, 'status.oldest', { age: ageText(language, age) }));
  else if (!needs) words.push(say(language, state.online === false ? 'status.offline' : 'status.online'));
  if (state.dataAsOf === null) words.push(say(language, 'status.no-data'));
  else if (waiting || state.online === false) words.push(asOf(state.dataAsOf as EpochMs, here));
  return { tone: toneOf(state, age, waiting), sign: signOf(state, needs, waiting), words };
}

function toneOf(state: Shown, age: number, waiting: boolean): Strip['tone'] {
  const most = state.persisted === false ? UNSAFE_MS : RED_MS;
  if (state.stuck !== null || (waiting && age >= most)) return 'stop';
  return waiting && age >= AMBER_MS ? 'check' : 'plain';
}

function signOf(state: Shown, needs: boolean, waiting: boolean): Strip['sign'] {
  if (needs) return 'cross';
  if (waiting) return 'half';
  return state.online === false ? 'hollow' : 'full';
}

function asOf(at: EpochMs, { language, timeZone, now }: Here): string {
  return say(language, 'status.as-of', { time: timeText(language, at, { timeZone, now }) });
}
