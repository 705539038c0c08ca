/** A keyboard wedge types faster than this from key to key; a person who types slower is not one. */
export const KEY_GAP_MS = 250;
/** Shorter than any code we print. */
export const LEAST_LENGTH = 3;

const GS = '\u001D';
const GS_AS_ALT_CODE = 29;
const TERMINATORS = new Set(['Enter', 'Tab']);
const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock']);

/** A key going down, as `KeyboardEvent` tells it; `at` in ms of any clock that only goes forward. */
export interface Stroke {
  readonly key: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly at: number;
}

/** What was typed since the last pause. */
export interface Typed {
  readonly text: string;
  /** Digits typed while Alt was down: a character by its number, not yet finished. */
  readonly altDigits: string;
  readonly at: number;
}

export const NOTHING_TYPED: Typed = { text: '', altDigits: '', at: Number.NEGATIVE_INFINITY };

export interface Heard {
  readonly after: Typed;
  /** The code, when this stroke ended one. */
  readonly scan: string | null;
  /** The stroke belongs to a code under way: whatever else the page would do with it must not happen. */
  readonly taken: boolean;
}

/**
 * What one more stroke amounts to. A code is at least three characters with no pause between them, ended by Enter or Tab. GS
 * arrives as itself, as Ctrl+], as F8 or as Alt+029, whatever the scanner was set to; lost, it stays lost.
 */
export function hear(before: Typed, stroke: Stroke): Heard {
  const since = stroke.at - before.at > KEY_GAP_MS ? NOTHING_TYPED : before;
  if (MODIFIERS.has(stroke.key)) return { after: { ...since, at: stroke.at }, scan: null, taken: false };
  const underWay = since.text !== '';
  if (stroke.alt && !stroke.ctrl && /^\d$/.test(stroke.key)) {
    return { after: { ...since, altDigits: since.altDigits + stroke.key, at: stroke.at }, scan: null, taken: underWay };
  }
  const text = since.text + (Number(since.altDigits) === GS_AS_ALT_CODE ? GS : '');
  if (TERMINATORS.has(stroke.key)) {
    const scan = text.length >= LEAST_LENGTH ? text : null;
    return { after: NOTHING_TYPED, scan, taken: scan !== null };
  }
  const character = characterOf(stroke);
  if (character === null) return { after: NOTHING_TYPED, scan: null, taken: false };
  return { after: { text: text + character, altDigits: '', at: stroke.at }, scan: null, taken: underWay };
}

/** Null for a key that types nothing; such a key ends what was under way. */
function characterOf({ key, ctrl, alt }: Stroke): string | null {
  if (key === 'F8' || (ctrl && key === ']')) return GS;
  const isShortcut = ctrl !== alt; // both at once is AltGr, which types
  return key.length === 1 && !isShortcut ? key : null;
}
