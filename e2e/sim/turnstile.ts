/** Lets one piece of work through at a time, in the order they came. */
export function turnstile(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> | null = null;
  return async (work) => {
    while (last) await last;
    const running = work();
    const done: Promise<unknown> = running.then(
      () => undefined,
      () => undefined,
    );
    last = done;
    try {
      return await running;
    } finally {
      if (last === done) last = null;
    }
  };
}
