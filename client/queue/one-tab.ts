const held = new Set<string>();

/**
 * Runs `work` unless another tab of this phone (or this one) is already doing the work of that name; null then.
 * Where the browser has no locks only this tab is watched. `takeOver`: whoever holds it hangs, and is pushed aside.
 */
export async function inOneTab<T>(name: string, work: () => Promise<T>, takeOver = false): Promise<T | null> {
  if (typeof navigator !== 'undefined' && 'locks' in navigator) {
    if (takeOver) return navigator.locks.request(`lotkeeper-${name}`, { steal: true }, work);
    return navigator.locks.request(`lotkeeper-${name}`, { ifAvailable: true }, (lock) => (lock ? work() : null));
  }
  if (held.has(name) && !takeOver) return null;
  held.add(name);
  try {
    return await work();
  } finally {
    held.delete(name);
  }
}
