import type { Answer, Wire } from '../queue/wire.ts';

const UNREACHABLE: Answer<never> = { ok: false, failure: { kind: 'unreachable', timedOut: false } };

/** The line to the server, whose code comes after the first screen: a phone in a cold store starts without it. */
export function lazyWire(load: () => Promise<Wire>): Wire {
  const over = async <T>(act: (wire: Wire) => Promise<Answer<T>>): Promise<Answer<T>> => {
    const wire = await load().catch(() => null);
    return wire ? act(wire) : UNREACHABLE;
  };
  return {
    push: (push) => over((wire) => wire.push(push)),
    pull: (pull) => over((wire) => wire.pull(pull)),
    snapshot: (ask) => over((wire) => wire.snapshot(ask)),
    present: (certificates) => over((wire) => wire.present(certificates)),
    secondThoughts: (asked) => over((wire) => wire.secondThoughts(asked)),
    compare: (asked) => over((wire) => wire.compare(asked)),
    listen: (poke, lost) => {
      let hangUp: (() => void) | null = null;
      let stopped = false;
      load().then((wire) => {
        if (!stopped) hangUp = wire.listen(poke, lost);
      }, lost);
      return () => {
        stopped = true;
        hangUp?.();
      };
    },
  };
}
