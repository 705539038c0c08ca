import type { Pushed } from './push-once.ts';

/** A longer queue is emptied before news is asked for: every page of news judges again what still waits. */
const LONG_QUEUE = 500;
/** A queue that flows for longer than this lets news in between (ms). */
const PATIENCE_MS = 30_000;

export interface NewsGatePorts {
  /** How many reports wait to be sent. */
  readonly depth: () => number;
  /** News that had to wait may come now. */
  readonly open: () => void;
  readonly now?: () => number;
}

export interface NewsGate {
  /** Asked before news is fetched. When not, it waits until `open`. */
  readonly mayCome: () => boolean;
  /** The queue is about to be tried: it may flow. */
  readonly tries: () => void;
  readonly pushed: (pushed: Pushed) => void;
}

/** Lets news wait while a long queue flows, but neither behind one that stands still nor for ever. */
export function newsGate({ depth, open, now = () => performance.now() }: NewsGatePorts): NewsGate {
  let flows = true;
  let waitsSince: number | null = null;

  const isOpen = () => !flows || depth() <= LONG_QUEUE || (waitsSince !== null && now() - waitsSince >= PATIENCE_MS);

  return {
    mayCome() {
      const may = isOpen();
      waitsSince = may ? null : (waitsSince ?? now());
      return may;
    },
    tries: () => {
      flows = true;
    },
    pushed(pushed) {
      flows = pushed.kind === 'taken' && pushed.more;
      if (waitsSince !== null && isOpen()) open();
    },
  };
}
