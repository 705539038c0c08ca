import { EventEmitter, once } from 'node:events';

/** Tells whoever listens that the feed has grown; what changed they pull. */
export interface Poke {
  poke(): void;
  /** Yields at once, then after every change, several changes in a row as one, until the signal ends it. */
  listen(signal: AbortSignal): AsyncGenerator<true, void>;
}

export function createPoke(): Poke {
  const bell = new EventEmitter();
  bell.setMaxListeners(0);
  let changes = 0;
  return {
    poke: () => {
      changes++;
      bell.emit('poke');
    },
    listen: async function* (signal) {
      let told = -1;
      while (!signal.aborted) {
        if (told === changes) await nextPoke(bell, signal);
        if (signal.aborted) return;
        told = changes;
        yield true;
      }
    },
  };
}

async function nextPoke(bell: EventEmitter, signal: AbortSignal): Promise<void> {
  try {
    await once(bell, 'poke', { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
