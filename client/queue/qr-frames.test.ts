import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase45, toBase45 } from './base45.ts';
import { crc32 } from './crc32.ts';
import { joined, missingOf, readQrFrame, type Seen, toQrFrames, withFrame } from './qr-frames.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
const cargo = fc.uint8Array({ minLength: 1, maxLength: 4000 }).map((bytes) => Uint8Array.from(bytes));

function seenOf(texts: readonly string[]): Seen {
  return texts.reduce<Seen>((seen, text) => {
    const frame = readQrFrame(text);
    return frame ? withFrame(seen, frame) : seen;
  }, new Map());
}

describe('base45', () => {
  it('writes what RFC 9285 writes', () => {
    expect(toBase45(bytesOf('Hello!!'))).toBe('%69 VD92EX0');
    expect(toBase45(bytesOf('base-45'))).toBe('UJCLQE7W581');
    expect(fromBase45('QED8WEX0')).toEqual(bytesOf('ietf!'));
  });

  it('reads back what it wrote, and nothing that nobody wrote', () => {
    fc.assert(
      fc.property(cargo, (bytes) => {
        expect(fromBase45(toBase45(bytes))).toEqual(bytes);
      }),
    );
    for (const text of ['GGW', ':::', '::', 'A', 'abc', '00é']) expect(fromBase45(text), text).toBeNull();
  });
});

it('a CRC is what zip calls it', () => {
  expect(crc32(bytesOf('123456789'))).toBe(0xcbf43926);
});

describe('a QR sequence', () => {
  it('arrives whole however its frames are seen: in any order, often, with some seen again later', async () => {
    const anyOrder = fc.array(fc.nat(), { minLength: 0, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(cargo, anyOrder, fc.infiniteStream(fc.nat()), async (bytes, glimpses, dice) => {
        const frames = await toQrFrames(bytes);
        const pick = (nat: number) => frames[nat % frames.length] ?? '';
        const everyOne = [...frames].sort(() => ((dice.next().value ?? 0) % 2 === 0 ? 1 : -1));
        expect(await joined(seenOf([...glimpses.map(pick), ...everyOne, ...glimpses.map(pick)]))).toEqual(bytes);
      }),
      { numRuns: 60 },
    );
  });

  it('says which frames are still to come, and gives nothing before the last', async () => {
    await fc.assert(
      fc.asyncProperty(cargo, fc.nat(), async (bytes, which) => {
        const frames = await toQrFrames(bytes);
        const lost = which % frames.length;
        const seen = seenOf(frames.filter((_, index) => index !== lost));
        expect(await joined(seen)).toBeNull();
        expect(missingOf(seen)).toEqual(frames.length === 1 ? [] : [lost + 1]);
      }),
      { numRuns: 60 },
    );
  });

  it('takes no misread frame', async () => {
    await fc.assert(
      fc.asyncProperty(cargo, fc.nat(), fc.constantFrom(...'0AZ $:%'), async (bytes, where, letter) => {
        const [frame = ''] = await toQrFrames(bytes);
        const at = 4 + (where % (frame.length - 4));
        fc.pre(frame[at] !== letter);
        expect(readQrFrame(frame.slice(0, at) + letter + frame.slice(at + 1))).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  it('begins anew when another phone’s frames come into view', async () => {
    const [one, other] = await Promise.all([toQrFrames(bytesOf('a'.repeat(900))), toQrFrames(bytesOf('b'.repeat(900)))]);
    const seen = seenOf([one[0] ?? '', one[1] ?? '', ...other]);
    expect(await joined(seen)).toEqual(bytesOf('b'.repeat(900)));
  });

  it('fits a QR code that a phone reads off a screen: 619 letters are version 13 at its lowest correction', async () => {
    const frames = await toQrFrames(crypto.getRandomValues(new Uint8Array(2000)));
    for (const frame of frames) {
      expect(frame.length).toBeLessThanOrEqual(619);
      expect(frame).toMatch(/^[0-9A-Z $%*+\-./:]+$/);
    }
  });

  it('passes over what is no frame', () => {
    for (const text of ['', 'LKH:', 'LKH:0000', '01095060001343521710', 'https://id.example/01/1']) expect(readQrFrame(text)).toBeNull();
  });
});
