import type { Workbox } from 'workbox-window';
import { create } from 'zustand';
import { type QueueState, useQueueState } from '../queue/queue-state.ts';

interface Update {
  /** A newer version is on the phone and waits to be let in. */
  readonly ready: boolean;
}

export const useUpdate = create<Update>(() => ({ ready: false }));

let workbox: Workbox | null = null;
/** How often a phone that is never closed asks for a newer version. */
const ASK_EVERY_MS = 60 * 60_000;

/** Makes the app start without signal, and watches for newer versions; none takes over before it is told to. */
export async function registerWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  useWorkerHealth.setState({ appSaved: false });
  void navigator.serviceWorker.ready.then(() => useWorkerHealth.setState({ appSaved: true }));
  const { Workbox } = await import('workbox-window');
  workbox = new Workbox('/sw.js');
  workbox.addEventListener('waiting', () => useUpdate.setState({ ready: true }));
  workbox.register().then(
    (registration) => {
      const ask = () => void registration?.update().catch(() => undefined);
      setInterval(ask, ASK_EVERY_MS);
      useQueueState.subscribe((now, before) => isDue(now) && !isDue(before) && ask());
    },
    () => useWorkerHealth.setState({ failed: navigator.serviceWorker.controller === null }),
  );
}

/** The server itself has said that a newer app is there. */
function isDue({ outdated, stuck }: QueueState): boolean {
  return outdated || stuck === 'client-too-old';
}

/** Lets the waiting version in and starts it; with none waiting, asks for the newest there is. */
export function updateNow(): void {
  if (useUpdate.getState().ready) {
    workbox?.addEventListener('controlling', () => location.reload());
    workbox?.messageSkipWaiting();
  } else location.reload();
}

interface WorkerHealth {
  /** The whole app is on this phone, so that it starts without signal; null: nothing saves it, as in development. */
  readonly appSaved: boolean | null;
  /** A secure page whose worker cannot register has a certificate that was only clicked through: it will not start without signal. */
  readonly failed: boolean;
}

export const useWorkerHealth = create<WorkerHealth>(() => ({ appSaved: null, failed: false }));
