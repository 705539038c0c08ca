/** Chance that a seed repeats: the same seed, the same throws. */
export interface Dice {
  /** A whole number from 0 to below `sides`. */
  roll(sides: number): number;
  pick<T>(from: readonly T[]): T;
  /** True about `percent` times in a hundred. */
  luck(percent: number): boolean;
  /** A UUID; version 7 when it is told the time. */
  uuid(wall?: number): string;
}

/** Mulberry32: small, quick, and good enough to choose faults by. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
  const roll = (sides: number) => Math.floor(next() * sides);
  const hex = (digits: number) =>
    roll(16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  return {
    roll,
    pick: (from) => {
      const one = from[roll(from.length)];
      if (one === undefined) throw new Error('nothing to pick from');
      return one;
    },
    luck: (percent) => roll(100) < percent,
    uuid: (wall) => {
      const first = wall === undefined ? hex(6) + hex(6) : Math.floor(wall).toString(16).padStart(12, '0');
      return `${first.slice(0, 8)}-${first.slice(8, 12)}-${wall === undefined ? 4 : 7}${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`;
    },
  };
}
