import { type Camera, openCamera } from './camera.ts';
import { chooseDecoder, decoderPorts } from './choose-decoder.ts';
import type { Decoder } from './decoder.ts';
import { NOTHING_SEEN, type Sightings } from './sightings.ts';

/** What outlives a screen: the browser may ask for the camera anew, and the decoder takes a second to start. */
export interface ScannerSession {
  readonly camera: Camera;
  decoder(): Promise<Decoder>;
  /** What was scanned lately. */
  readonly memory: { sightings: Sightings };
}

let session: ScannerSession | null = null;

export function scannerSession(): ScannerSession {
  session ??= startSession();
  return session;
}

function startSession(): ScannerSession {
  let decoder: Promise<Decoder> | null = null;
  const camera = openCamera({
    devices: navigator.mediaDevices,
    memory: localStorage,
    later: (act, ms) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  });
  return {
    camera,
    memory: { sightings: NOTHING_SEEN },
    decoder: () => {
      decoder ??= chooseDecoder(decoderPorts()).catch((fault: unknown) => {
        decoder = null;
        throw fault;
      });
      return decoder;
    },
  };
}
