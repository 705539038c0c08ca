import { describe, expect, it } from 'vitest';
import { chooseDecoder, type DecoderPorts } from './choose-decoder.ts';
import type { Decoder } from './decoder.ts';
import type { Picture } from './picture.ts';

const PICTURE: Picture = { data: new Uint8ClampedArray(4), width: 1, height: 1 };

/** A session in which the best decoder does as told; `started` lists what was started. */
function session(best: { starts: boolean; decodes?: boolean }) {
  const kept = new Map<string, string>();
  const started: string[] = [];
  const decoder = (name: Decoder['name'], decodes: boolean): Decoder => ({
    name,
    decode: async () => {
      if (!decodes) throw new Error('the worker died');
      return [];
    },
    close: () => undefined,
  });
  const ports: DecoderPorts = {
    startBest: async () => {
      started.push('wasm');
      if (!best.starts) throw new Error('the wasm file was not served');
      return decoder('wasm', best.decodes ?? true);
    },
    startFallback: async () => {
      started.push('browser');
      return decoder('browser', true);
    },
    memory: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
  };
  return { ports, started };
}

describe('the decoder of a session', () => {
  it('is the best one where it runs, and the fallback is not even fetched', async () => {
    const { ports, started } = session({ starts: true });
    expect((await chooseDecoder(ports)).name).toBe('wasm');
    expect(started).toEqual(['wasm']);
  });

  it('is the fallback where the best cannot start, and the session remembers', async () => {
    const { ports, started } = session({ starts: false });
    expect((await chooseDecoder(ports)).name).toBe('browser');
    expect((await chooseDecoder(ports)).name).toBe('browser');
    expect(started).toEqual(['wasm', 'browser', 'browser']);
  });

  it('changes to the fallback when the best breaks on the way', async () => {
    const { ports } = session({ starts: true, decodes: false });
    const decoder = await chooseDecoder(ports);
    expect(await decoder.decode(PICTURE, 'fast')).toEqual([]);
    expect(decoder.name).toBe('browser');
    expect((await chooseDecoder(ports)).name).toBe('browser');
  });
});
