/** Calls `wake` when the phone comes back: to the network, to the foreground, to the hand. Returns how to stop. */
export function whenAwake(wake: () => void): () => void {
  if (typeof document === 'undefined') return () => {};
  const stop = new AbortController();
  const { signal } = stop;
  window.addEventListener('online', wake, { signal });
  window.addEventListener('focus', wake, { signal });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && wake(), { signal });
  return () => stop.abort();
}
