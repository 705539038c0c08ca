import type { Wire } from '../queue/wire.ts';

export interface ListeningPorts {
  readonly listen: Wire['listen'];
  readonly poke: () => void;
  /** The line broke, or never opened. */
  readonly lost: () => void;
  /** False: listening again is not worth it before `resume`. */
  readonly isWorthIt: () => boolean;
  readonly random: () => number;
  readonly delays: ListeningDelays;
}

/** All ms. */
export interface ListeningDelays {
  /** Longest wait after a broken line before listening again. */
  readonly relisten: number;
  /** A line that has not opened by then is a broken one: a network that swallows packets tells nobody. */
  readonly opening: number;
}

/** Keeps one line open on which the server says that there is news. */
export function keepListening(ports: ListeningPorts): { readonly resume: () => void; readonly stop: () => void } {
  const { random, delays } = ports;
  let hangUp = (): void => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isResting = false;

  function open(): void {
    let isOver = false;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      hangUp();
      isResting = !ports.isWorthIt();
      if (!isResting) timer = setTimeout(open, delays.relisten * (0.4 + random() * 0.6));
      ports.lost();
    };
    isResting = false;
    timer = setTimeout(end, delays.opening);
    const poke = (): void => {
      // Of a line that is over the timer is the next one's.
      if (!isOver) clearTimeout(timer);
      ports.poke();
    };
    hangUp = ports.listen(poke, end);
  }

  open();
  return {
    resume: () => {
      if (isResting) open();
    },
    stop: () => {
      clearTimeout(timer);
      hangUp();
    },
  };
}
