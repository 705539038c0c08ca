/** Keeps the screen on until released. Browsers drop the lock with the page out of sight, so it is taken again when it is back. */
export function keepScreenOn(page: Document, locks: WakeLock | undefined): () => void {
  let held: WakeLockSentinel | null = null;
  let released = false;
  const take = async () => {
    if (!locks || released || page.visibilityState !== 'visible' || held?.released === false) return;
    const lock = await locks.request('screen').catch(() => null);
    if (released) await lock?.release();
    else held = lock;
  };
  page.addEventListener('visibilitychange', take);
  void take();
  return () => {
    released = true;
    page.removeEventListener('visibilitychange', take);
    void held?.release();
  };
}
