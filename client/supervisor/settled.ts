import type { Words } from '../ui/words.tsx';

/** What closes an anomaly without anybody closing it, as the rules record it. */
const BY_ITSELF = [
  'moved',
  'moved there',
  'seen',
  'counted',
  'adjusted',
  'released',
  'undone',
  'late-arrival',
  'no longer so',
  'clock-right-again',
] as const;

/** Why an anomaly is closed: in a person's own words, or what settled it by itself. */
export function settledText(reason: string | null, words: Words): string | null {
  const known = BY_ITSELF.find((each) => each === reason);
  return known ? words.say(`settled.${known}`) : reason;
}
