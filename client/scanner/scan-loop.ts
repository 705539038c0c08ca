import type { Decoder, Effort, Sighted } from './decoder.ts';
import type { Frames } from './frames.ts';
import { boundsOf, contains, middleOf, middlePart, type Region, reticleOf } from './region.ts';
import { BLURRED_BELOW, type Fog, fogAfter, isFogged, sharpnessOf } from './sharpness.ts';
import { chosen, type Finding, look, type Sightings } from './sightings.ts';
import { STAGES } from './stages.ts';

/** Generous: a worker aims roughly. */
const FAST_SHARE = 0.75;
const FULL_EVERY = 2;
/** Frames without a code before pictures are worked over; a label just coming into view is read without. */
const STAGES_AFTER = 4;
const MEASURE_EVERY = 4;
const LONGEST = 1280;
/** Stages cost by the pixel. */
const LONGEST_FOR_STAGE = 800;

export interface LoopState {
  readonly decoder: Decoder['name'];
  readonly fogged: boolean;
}

export interface LoopPorts {
  readonly frames: Frames;
  readonly decoder: Decoder;
  /** Outlives the loop, so that a label held through a change of screen is not scanned again. */
  readonly memory: { sightings: Sightings };
  onFinding(finding: Finding): void;
  /** After every frame. */
  onState(state: LoopState): void;
  /** The loop ended because of a fault; the caller may start another. */
  onFault(fault: unknown): void;
}

export interface ScanLoop {
  /** The worker's answer to `several`. */
  chose(sighted: Sighted): void;
  stop(): void;
}

/** Looks at frame after frame until stopped, always at the newest: what comes while a decoder works is skipped. */
export function startScanLoop({ frames, decoder, memory, onFinding, onState, onFault }: LoopPorts): ScanLoop {
  let fog: Fog = null;
  let sharpness = 0;
  let lastAt = 0;
  let fruitless = 0;
  let stopped = false;

  const judge = (at: number, view: Region, seen: readonly Sighted[]) => {
    fog = fogAfter(fog, { at, sharpness, read: seen.length > 0 });
    const { after, finding } = look(memory.sightings, { at, seen, view, clear: sharpness >= BLURRED_BELOW });
    memory.sightings = after;
    onState({ decoder: decoder.name, fogged: isFogged(fog, at) });
    if (finding) onFinding(finding);
  };
  const lookAt = async (at: number, frame: number) => {
    lastAt = at;
    const view = frames.view();
    if (frame % MEASURE_EVERY === 0) sharpness = sharpnessOf(frames.grab(middlePart(view, FAST_SHARE), LONGEST));
    const seen = await seenIn(frames, view, { decoder, fruitless });
    if (stopped || frames.isPaused()) return;
    fruitless = seen.length > 0 ? 0 : fruitless + 1;
    judge(at, view, seen);
  };
  const run = async () => {
    for (let frame = 0, at = await frames.next(); at !== null; frame++, at = await frames.next()) await lookAt(at, frame);
  };
  run().catch(onFault);

  return {
    chose: (sighted) => {
      memory.sightings = chosen(memory.sightings, sighted, lastAt);
    },
    stop: () => {
      stopped = true;
      frames.stop();
    },
  };
}

/**
 * What one frame shows, with no more effort than it takes: a fast pass over the middle every time; a full pass over all that is
 * seen every second frame, and whenever the fast pass found anything but one code in the reticle; a stage in later frames.
 */
async function seenIn(
  frames: Frames,
  view: Region,
  { decoder, fruitless }: { decoder: Decoder; fruitless: number },
): Promise<readonly Sighted[]> {
  const middle = middlePart(view, FAST_SHARE);
  const fast = await pass(frames, decoder, { region: middle, effort: 'fast', longest: LONGEST });
  const [only, ...others] = fast;
  if (only && others.length === 0 && contains(reticleOf(view), middleOf(boundsOf(only.corners)))) return fast;
  if (only || fruitless % FULL_EVERY === 1) {
    return [...fast, ...(await pass(frames, decoder, { region: view, effort: 'full', longest: LONGEST }))];
  }
  if (fruitless < STAGES_AFTER) return [];
  const stage = STAGES[((fruitless - STAGES_AFTER) / FULL_EVERY) % STAGES.length] ?? 'contrast';
  // Enlarging makes four pixels of one; a code that needs it is small enough for the reticle.
  return pass(frames, decoder, { region: stage === 'enlarge' ? reticleOf(view) : middle, effort: stage, longest: LONGEST_FOR_STAGE });
}

interface Pass {
  readonly region: Region;
  readonly effort: Effort;
  readonly longest: number;
}

async function pass(frames: Frames, decoder: Decoder, { region, effort, longest }: Pass): Promise<readonly Sighted[]> {
  const picture = frames.grab(region, longest);
  const scale = region.width / picture.width;
  const found = await decoder.decode(picture, effort);
  return found.map((sighted) => ({
    ...sighted,
    corners: sighted.corners.map(({ x, y }) => ({ x: region.left + x * scale, y: region.top + y * scale })),
  }));
}
