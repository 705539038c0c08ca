/** What can be set on the camera that is on. Null where the track does not offer it. */
export interface Lens {
  readonly torch: boolean | null;
  readonly zoom: Zoom | null;
}

export interface Zoom {
  readonly now: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

/** The platform types leave out what the Image Capture specification adds. */
type LensConstraints = MediaTrackConstraintSet & { torch?: boolean; zoom?: number };

export function lensOf(track: MediaStreamTrack): Lens {
  const offers: object = track.getCapabilities?.() ?? {};
  const settings = track.getSettings();
  return {
    torch: 'torch' in offers && offers.torch ? (settings.torch ?? false) : null,
    zoom: 'zoom' in offers ? zoomOf(offers.zoom, settings.zoom) : null,
  };
}

function zoomOf(range: unknown, now: number | undefined): Zoom | null {
  if (typeof range !== 'object' || range === null || !('min' in range && 'max' in range)) return null;
  const least = Number(range.min);
  const most = Number(range.max);
  if (!(most > least)) return null;
  const step = 'step' in range ? Number(range.step) : 0;
  return { now: now ?? least, least, most, step: step > 0 ? step : (most - least) / 20 };
}

export async function setTorch(track: MediaStreamTrack, torch: boolean): Promise<void> {
  await constrain(track, { torch });
}

export async function setZoom(track: MediaStreamTrack, zoom: number): Promise<void> {
  await constrain(track, { zoom });
}

async function constrain(track: MediaStreamTrack, lens: LensConstraints): Promise<void> {
  await track.applyConstraints({ advanced: [lens] });
}
