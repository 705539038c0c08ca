import { describe, expect, it } from 'vitest';
import type { Decoder, Effort, Sighted } from './decoder.ts';
import type { Frames } from './frames.ts';
import type { Region } from './region.ts';
import { startScanLoop } from './scan-loop.ts';
import { type Finding, NOTHING_SEEN } from './sightings.ts';

const VIEW: Region = { left: 200, top: 0, width: 800, height: 600 };
const EVERY_MS = 50;

/** A film of even grey, `count` frames long; `grab` makes everything half as large as it is. */
function film(count: number, onEnd: () => void = () => undefined): Frames {
  let frame = 0;
  return {
    next: async () => {
      if (frame < count) return frame++ * EVERY_MS;
      onEnd();
      return null;
    },
    view: () => VIEW,
    grab: ({ width, height }) => ({ data: new Uint8ClampedArray(width * height), width: width / 2, height: height / 2 }),
    isPaused: () => false,
    stop: () => {
      frame = count;
    },
  };
}

/** Sees what it is told to, by how often it was asked; remembers with what effort it was asked. */
function decoder(see: (asked: number, effort: Effort) => readonly Sighted[]): Decoder & { readonly efforts: Effort[] } {
  const efforts: Effort[] = [];
  return {
    name: 'wasm',
    efforts,
    decode: async (_, effort) => see(efforts.push(effort), effort),
    close: () => undefined,
  };
}

function square(text: string, left: number, top: number): Sighted {
  const corners = [
    { x: left, y: top },
    { x: left + 20, y: top + 20 },
  ];
  return { text, symbology: ']Q1', format: 'QRCode', corners, via: 'camera' };
}

async function watch(
  count: number,
  eyes: Decoder,
  memory = { sightings: NOTHING_SEEN },
): Promise<{ findings: Finding[]; fogged: boolean[] }> {
  const findings: Finding[] = [];
  const fogged: boolean[] = [];
  await new Promise<void>((resolve, reject) => {
    startScanLoop({
      frames: film(count, resolve),
      decoder: eyes,
      memory,
      onFinding: (finding) => findings.push(finding),
      onState: (state) => fogged.push(state.fogged),
      onFault: reject,
    });
  });
  return { findings, fogged };
}

describe('the scan loop', () => {
  it('looks fast at every frame, in full at every second, and works later ones over, each time another way', async () => {
    const eyes = decoder(() => []);
    await watch(9, eyes);
    expect(eyes.efforts.join(' ')).toBe('fast fast full fast fast full fast enlarge fast full fast turn-left fast full fast contrast');
  });

  it('looks no further once a code in the reticle was read', async () => {
    const eyes = decoder(() => [square('L-118', 140, 100)]);
    const { findings } = await watch(3, eyes);
    expect(eyes.efforts).toEqual(['fast', 'fast', 'fast']);
    expect(findings).toMatchObject([{ kind: 'scan', sighted: { text: 'L-118' } }]);
  });

  it('looks at all that is in view before it takes a code outside the reticle', async () => {
    const near = square('L-118', 0, 0);
    const eyes = decoder((_, effort) => (effort === 'fast' ? [near] : [near, square('L-120', 370, 270)]));
    const { findings } = await watch(1, eyes);
    expect(eyes.efforts).toEqual(['fast', 'full']);
    expect(findings).toMatchObject([{ kind: 'several', choices: [{ text: 'L-118' }, { text: 'L-120' }] }]);
  });

  it('gives outlines in the pixels of the whole frame', async () => {
    const { findings } = await watch(
      1,
      decoder(() => [square('L-118', 140, 100)]),
    );
    const [found] = findings;
    expect(found?.kind === 'scan' && found.sighted.corners[0]).toEqual({ x: 200 + 100 + 280, y: 75 + 200 });
  });

  it('says that the lens is fogged after three seconds of even grey, not before', async () => {
    const { fogged } = await watch(
      70,
      decoder(() => []),
    );
    expect(fogged.indexOf(true) * EVERY_MS).toBe(3000);
  });

  it('a code chosen out of several is not found again', async () => {
    const both = [square('L-118', 0, 0), square('L-120', 280, 220)] as const;
    const findings: Finding[] = [];
    await new Promise<void>((resolve, reject) => {
      const loop = startScanLoop({
        frames: film(4, resolve),
        decoder: decoder((asked) => (asked > 4 ? [both[0]] : both)),
        memory: { sightings: NOTHING_SEEN },
        onFinding: (finding) => {
          findings.push(finding);
          loop.chose(both[0]);
        },
        onState: () => undefined,
        onFault: reject,
      });
    });
    expect(findings.map(({ kind }) => kind)).toEqual(['several']);
  });

  it('a label held through a change of screen is not found again by the next screen', async () => {
    const memory = { sightings: NOTHING_SEEN };
    const eyes = decoder(() => [square('L-118', 140, 100)]);
    expect((await watch(2, eyes, memory)).findings).toHaveLength(1);
    expect((await watch(2, eyes, memory)).findings).toEqual([]);
  });

  it('a fault ends it and is told', async () => {
    const broken: Decoder = { ...decoder(() => []), decode: () => Promise.reject(new Error('out of memory')) };
    await expect(watch(3, broken)).rejects.toThrow('out of memory');
  });
});
