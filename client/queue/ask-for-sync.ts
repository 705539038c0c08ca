/** What the service worker listens for. */
export const SYNC_TAG = 'lotkeeper-drain';

interface SyncRegistration {
  readonly sync?: { register(tag: string): Promise<void> };
}

/** Asks the browser to send what waits even when the app has been closed by then. Not every browser can; the timer does not rest on it. */
export async function askForSync(): Promise<void> {
  if (typeof navigator === 'undefined' || !navigator.serviceWorker?.controller) return;
  const registration = (await navigator.serviceWorker.ready) as ServiceWorkerRegistration & SyncRegistration;
  await registration.sync?.register(SYNC_TAG);
}
