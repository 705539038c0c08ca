import { createStore, type StoreApi } from 'zustand/vanilla';
import { type CameraDevices, type CameraProblem, openStream, problemOf } from './camera-stream.ts';
import { type Lens, lensOf, setTorch, setZoom } from './lens.ts';

/** Nobody scanned and nobody touched the screen for this long: the camera eats battery for nothing. */
export const IDLE_AFTER_MS = 60_000;
const KEY = 'lotkeeper.camera';

export interface CameraChoice {
  readonly id: string;
  /** As the browser names it; empty where it does not. */
  readonly name: string;
}

export type CameraState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'asleep' }
  | { readonly kind: 'failed'; readonly problem: CameraProblem }
  | ({
      readonly kind: 'on';
      readonly stream: MediaStream;
      readonly chosen: string | null;
      readonly choices: readonly CameraChoice[];
    } & Lens);

export interface CameraPorts {
  /** Undefined where the page is not secure: the browser then has no camera to give. */
  readonly devices: CameraDevices | undefined;
  readonly memory: Pick<Storage, 'getItem' | 'setItem'>;
  /** Runs `act` once after `ms` unless cancelled. */
  later(act: () => void, ms: number): () => void;
}

/** The camera of a session: asked for once, its stream kept from screen to screen. */
export interface Camera {
  readonly store: StoreApi<CameraState>;
  /** Turns it on; nothing happens when it is on or starting. */
  wake(): Promise<void>;
  sleep(): void;
  /** Someone is working: the idle time starts anew. */
  stir(): void;
  /** Changes to another camera and remembers it for this phone. */
  choose(cameraId: string): Promise<void>;
  torch(on: boolean): Promise<void>;
  zoom(times: number): Promise<void>;
}

export function openCamera({ devices, memory, later }: CameraPorts): Camera {
  const store = createStore<CameraState>(() => ({ kind: 'off' }));
  let cancelIdle = () => {};
  const trackOf = (state: CameraState) => (state.kind === 'on' ? state.stream.getVideoTracks()[0] : undefined);

  const stir = () => {
    cancelIdle();
    if (store.getState().kind === 'on') cancelIdle = later(sleep, IDLE_AFTER_MS);
  };
  const sleep = () => {
    cancelIdle();
    const state = store.getState();
    if (state.kind !== 'on') return;
    for (const track of state.stream.getTracks()) track.stop();
    store.setState({ kind: 'asleep' }, true);
  };
  const start = async () => {
    if (!devices) return store.setState({ kind: 'failed', problem: 'insecure' }, true);
    store.setState({ kind: 'starting' }, true);
    try {
      const stream = await openStream(devices, memory.getItem(KEY));
      store.setState(await describe(devices, stream), true);
      const [track] = stream.getVideoTracks();
      track?.addEventListener('ended', () => trackOf(store.getState()) === track && sleep());
      stir();
    } catch (fault) {
      store.setState({ kind: 'failed', problem: problemOf(fault) }, true);
    }
  };
  const wake = async () => {
    const { kind } = store.getState();
    if (kind !== 'on' && kind !== 'starting') await start();
  };
  const adjust = async (change: (track: MediaStreamTrack) => Promise<void>) => {
    stir();
    const track = trackOf(store.getState());
    if (!track) return;
    // A lens that refuses stays as it was; what it is now is read back either way.
    await change(track).catch(() => undefined);
    if (trackOf(store.getState()) === track) store.setState(lensOf(track));
  };

  return {
    store,
    wake,
    sleep,
    stir,
    choose: async (cameraId) => {
      memory.setItem(KEY, cameraId);
      sleep();
      await wake();
    },
    torch: (on) => adjust((track) => setTorch(track, on)),
    zoom: (times) => adjust((track) => setZoom(track, times)),
  };
}

async function describe(devices: CameraDevices, stream: MediaStream): Promise<CameraState> {
  const track = stream.getVideoTracks()[0];
  const cameras = (await devices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
  const lens = track ? lensOf(track) : { torch: null, zoom: null };
  return {
    kind: 'on',
    stream,
    chosen: track?.getSettings().deviceId ?? null,
    choices: cameras.map(({ deviceId, label }) => ({ id: deviceId, name: label })),
    ...lens,
  };
}
