import type { VerdictTone } from './verdict-sign.tsx';

interface Note {
  readonly hertz: number;
  /** Seconds after the signal began, and how long it sounds. */
  readonly at: number;
  readonly lasts: number;
  readonly wave: OscillatorType;
}

/** A verdict, or only that a scan was heard. */
export type Signal = VerdictTone | 'heard';

/** Told apart with a hood over the ears: rising two-tone, the same tone twice, one long low tone. */
const SIGNALS: Readonly<Record<Signal, readonly Note[]>> = {
  heard: [{ hertz: 1046, at: 0, lasts: 0.07, wave: 'sine' }],
  ok: [
    { hertz: 880, at: 0, lasts: 0.09, wave: 'sine' },
    { hertz: 1320, at: 0.1, lasts: 0.14, wave: 'sine' },
  ],
  check: [
    { hertz: 740, at: 0, lasts: 0.14, wave: 'triangle' },
    { hertz: 740, at: 0.22, lasts: 0.14, wave: 'triangle' },
  ],
  stop: [{ hertz: 165, at: 0, lasts: 0.75, wave: 'sawtooth' }],
};

const VIBRATIONS: Readonly<Record<Signal, number[]>> = { heard: [20], ok: [40], check: [80, 80, 80], stop: [500] };

let audio: AudioContext | null = null;

/** Browsers keep sound locked until a tap: call this from one. */
export function unlockSound(): void {
  audio ??= typeof AudioContext === 'undefined' ? null : new AudioContext();
  void audio?.resume();
}

/** Says a verdict to ears and hand. Silent before the first tap, and where there is no sound. */
export function signal(tone: Signal, sound = true): void {
  if (typeof navigator.vibrate === 'function') navigator.vibrate(VIBRATIONS[tone]);
  if (!sound || audio?.state !== 'running') return;
  for (const note of SIGNALS[tone]) play(audio, note);
}

function play(context: AudioContext, note: Note): void {
  const from = context.currentTime + note.at;
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  oscillator.type = note.wave;
  oscillator.frequency.value = note.hertz;
  volume.gain.setValueAtTime(0, from);
  volume.gain.linearRampToValueAtTime(0.5, from + 0.01);
  volume.gain.setValueAtTime(0.5, from + note.lasts - 0.02);
  volume.gain.linearRampToValueAtTime(0, from + note.lasts);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(from);
  oscillator.stop(from + note.lasts);
}
