import { type RefCallback, useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { RawScan } from '../../shared/wire/envelope.ts';
import type { Camera, CameraState } from './camera.ts';
import type { Sighted } from './decoder.ts';
import { type ScannerSession, scannerSession } from './scanner-session.ts';
import { type Reader, useScanLoop } from './use-scan-loop.ts';
import { useWedge } from './use-wedge.ts';
import { keepScreenOn } from './wake-lock.ts';

export interface ScannerWish {
  readonly onScan: (scan: RawScan) => void;
  /** The screen wants no scans now. The camera stays on until it has been idle. */
  readonly paused?: boolean;
  readonly session?: ScannerSession;
}

export interface Scanner {
  readonly camera: Camera;
  readonly state: CameraState;
  readonly reader: Reader;
  readonly fogged: boolean;
  /** Paused by a tap on the picture. */
  readonly held: boolean;
  /** Codes to ask about; empty when there is nothing to ask. */
  readonly choices: readonly Sighted[];
  /** For the video element that shows the picture. */
  readonly videoRef: RefCallback<HTMLVideoElement>;
  /** The answer: one of the choices, or none of them. */
  choose(sighted: Sighted | null): void;
  /** A tap on the picture: pauses, resumes, wakes, tries again. */
  tap(): void;
  /** A code from the wedge's own field. */
  typed(code: string): void;
}

/** Camera and keyboard wedge as one stream of scans. */
export function useScanner({ onScan, paused = false, session = scannerSession() }: ScannerWish): Scanner {
  const { camera } = session;
  const state = useStore(camera.store);
  const [video, videoRef] = useState<HTMLVideoElement | null>(null);
  const [held, setHeld] = useState(false);
  const latest = useRef(onScan);
  latest.current = onScan;
  const scanned = useCallback(({ text, symbology, via }: Sighted) => latest.current({ raw: text, symbology, via }), []);
  const typed = useCallback((code: string) => latest.current({ raw: code, symbology: null, via: 'wedge' }), []);

  const looking = state.kind === 'on' && !held && !paused;
  useWedge(typed, paused);
  useCameraCare(camera, { paused, looking });
  usePicture(video, state, looking);
  const { reader, fogged, choices, choose, retry } = useScanLoop({ video: state.kind === 'on' ? video : null, session, scanned });

  const tap = () => {
    if (state.kind !== 'on') void camera.wake();
    else if (reader === 'none') retry();
    else setHeld(!held);
  };
  return { camera, state, reader, fogged, held, choices, videoRef, choose, tap, typed };
}

/** Wakes the camera for a screen that wants scans, lets it rest when nobody touches the phone, keeps the screen on meanwhile. */
function useCameraCare(camera: Camera, { paused, looking }: { paused: boolean; looking: boolean }): void {
  useEffect(() => {
    const { kind } = camera.store.getState();
    if (!paused && (kind === 'off' || kind === 'asleep')) void camera.wake();
  }, [camera, paused]);
  useEffect(() => {
    const stir = () => camera.stir();
    document.addEventListener('pointerdown', stir);
    document.addEventListener('keydown', stir);
    return () => {
      document.removeEventListener('pointerdown', stir);
      document.removeEventListener('keydown', stir);
    };
  }, [camera]);
  useEffect(() => (looking ? keepScreenOn(document, navigator.wakeLock) : undefined), [looking]);
}

/** Shows the stream; a picture that stands still is not looked at either. */
function usePicture(video: HTMLVideoElement | null, state: CameraState, looking: boolean): void {
  const stream = state.kind === 'on' ? state.stream : null;
  useEffect(() => {
    if (video) video.srcObject = stream;
  }, [video, stream]);
  useEffect(() => {
    if (!video || !stream) return;
    // A play() cut short by a pause rejects, and means nothing.
    if (looking) video.play().catch(() => undefined);
    else video.pause();
  }, [video, stream, looking]);
}
