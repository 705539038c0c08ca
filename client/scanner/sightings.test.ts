import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Format, Sighted } from './decoder.ts';
import type { Region } from './region.ts';
import {
  AGREE_WITHIN_MS,
  chosen,
  type Finding,
  FORGOTTEN_AFTER_MS,
  HELD_FOR_MS,
  LEFT_VIEW_AFTER_MS,
  type Look,
  look,
  NOTHING_SEEN,
} from './sightings.ts';

const VIEW: Region = { left: 0, top: 0, width: 400, height: 300 };
type Place = 'middle' | 'in reticle' | 'left edge' | 'right edge';
const MIDDLE_OF: Readonly<Record<Place, readonly [number, number]>> = {
  middle: [200, 150],
  'in reticle': [250, 190],
  'left edge': [50, 150],
  'right edge': [350, 150],
};

function code(text: string, place: Place, format: Format = 'QRCode'): Sighted {
  const [x, y] = MIDDLE_OF[place];
  const corners = [
    { x: x - 20, y: y - 20 },
    { x: x + 20, y: y - 20 },
    { x: x + 20, y: y + 20 },
    { x: x - 20, y: y + 20 },
  ];
  return { text, symbology: ']Q1', format, corners, via: 'camera' };
}

const bars = (text: string, place: Place = 'middle') => code(text, place, 'EAN13');
const at = (ms: number, ...seen: readonly Sighted[]): Look => ({ at: ms, seen, view: VIEW, clear: true });
const murky = (ms: number, ...seen: readonly Sighted[]): Look => ({ ...at(ms, ...seen), clear: false });

/** Every finding as `time: text` or `time: text | text`. */
function found(looks: readonly Look[]): readonly string[] {
  let state = NOTHING_SEEN;
  const said: string[] = [];
  for (const now of looks) {
    const { after, finding } = look(state, now);
    state = after;
    if (finding)
      said.push(
        `${now.at}: ${meantBy(finding)
          .map(({ text }) => text)
          .join(' | ')}`,
      );
  }
  return said;
}

function meantBy(finding: Finding): readonly Sighted[] {
  return finding.kind === 'scan' ? [finding.sighted] : finding.choices;
}

interface Case {
  readonly says: string;
  readonly given: readonly Look[];
  readonly finds: readonly string[];
}

const L118 = 'L-118';
const L120 = 'L-120';

const CASES: readonly Case[] = [
  { says: 'an empty view scans nothing', given: [at(0), at(100)], finds: [] },
  { says: 'a square code is scanned from its first frame', given: [at(0, code(L118, 'middle'))], finds: ['0: L-118'] },
  { says: 'a code alone in view is scanned wherever it is', given: [at(0, code(L118, 'left edge'))], finds: ['0: L-118'] },
  {
    says: 'a code held in view is scanned once',
    given: [0, 100, 2900, 3100, 9000].map((ms) => at(ms, code(L118, 'middle'))),
    finds: ['0: L-118'],
  },
  {
    says: 'a code that flickers out for a moment is not scanned again',
    given: [at(0, code(L118, 'middle')), at(100), at(500), at(600, code(L118, 'middle'))],
    finds: ['0: L-118'],
  },
  {
    says: 'a code that left the view and came back is scanned again: the next carton of the lot',
    given: [at(0, code(L118, 'middle')), at(100), at(100 + LEFT_VIEW_AFTER_MS), at(900, code(L118, 'middle'))],
    finds: ['0: L-118', '900: L-118'],
  },
  {
    says: 'through a fogged lens a code missed for a second still counts as in view',
    given: [at(0, code(L118, 'middle')), murky(100), murky(1200), murky(1300, code(L118, 'middle'))],
    finds: ['0: L-118'],
  },
  {
    says: 'through a fogged lens a code missed for three seconds is gone',
    given: [at(0, code(L118, 'middle')), murky(100), murky(FORGOTTEN_AFTER_MS), murky(3100, code(L118, 'middle'))],
    finds: ['0: L-118', '3100: L-118'],
  },
  {
    says: 'a code held before the lens while the screen asked something else is not scanned again',
    given: [at(0, code(L118, 'middle')), at(HELD_FOR_MS - 1, code(L118, 'middle'))],
    finds: ['0: L-118'],
  },
  {
    says: 'a code there when the camera is picked up again a minute later is scanned',
    given: [at(0, code(L118, 'middle')), at(HELD_FOR_MS, code(L118, 'middle'))],
    finds: ['0: L-118', '60000: L-118'],
  },
  {
    says: 'another code coming into view is scanned at once',
    given: [at(0, code(L118, 'middle')), at(200, code(L120, 'middle'))],
    finds: ['0: L-118', '200: L-120'],
  },
  { says: 'bars seen in one frame only are not scanned', given: [at(0, bars('95001')), at(100), at(200)], finds: [] },
  { says: 'bars are scanned when a second frame agrees', given: [at(0, bars('95001')), at(100, bars('95001'))], finds: ['100: 95001'] },
  {
    says: 'one misread frame between two that agree does not come through',
    given: [at(0, bars('95001')), at(100, bars('78811')), at(200, bars('95001'))],
    finds: ['200: 95001'],
  },
  {
    says: 'bars seen again too late do not count as agreeing',
    given: [at(0, bars('95001')), at(AGREE_WITHIN_MS + 1, bars('95001'))],
    finds: [],
  },
  {
    says: 'of two codes the one over the middle is meant',
    given: [at(0, code(L118, 'left edge'), code(L120, 'middle'))],
    finds: ['0: L-120'],
  },
  {
    says: 'of two codes the one with its middle in the reticle is meant',
    given: [at(0, code(L118, 'left edge'), code(L120, 'in reticle'))],
    finds: ['0: L-120'],
  },
  {
    says: 'of two codes with none in the reticle the worker is asked, once',
    given: [0, 100, 200].map((ms) => at(ms, code(L118, 'left edge'), code(L120, 'right edge'))),
    finds: ['0: L-118 | L-120'],
  },
  {
    says: 'instead of answering, the worker can aim',
    given: [at(0, code(L118, 'left edge'), code(L120, 'right edge')), at(100, code(L118, 'middle'), code(L120, 'right edge'))],
    finds: ['0: L-118 | L-120', '100: L-118'],
  },
  {
    says: 'only what is in the reticle is asked about',
    given: [at(0, code(L118, 'in reticle'), code(L120, 'in reticle'), code('L-121', 'left edge'))],
    finds: ['0: L-118 | L-120'],
  },
  {
    says: 'nothing is asked beside a code just scanned: a label often carries two',
    given: [at(0, code(L118, 'middle')), at(100, code(L118, 'left edge'), code(L120, 'right edge'))],
    finds: ['0: L-118'],
  },
  {
    says: 'a code just scanned does not lend its place to its neighbour',
    given: [at(0, code(L118, 'middle')), at(100, code(L118, 'middle'), code(L120, 'right edge'))],
    finds: ['0: L-118'],
  },
  {
    says: 'two labels with the same code are one code',
    given: [at(0, code(L118, 'left edge'), code(L118, 'right edge'))],
    finds: ['0: L-118'],
  },
  {
    says: 'several bars are asked about only once each is certain',
    given: [
      at(0, bars('95001', 'left edge'), bars('95002', 'right edge')),
      at(100, bars('95001', 'left edge'), bars('95002', 'right edge')),
    ],
    finds: ['100: 95001 | 95002'],
  },
  {
    says: 'several codes that left the view are asked about again',
    given: [0, 100, 900, 1000].map((ms) => (ms === 100 || ms === 900 ? at(ms) : at(ms, code(L118, 'left edge'), code(L120, 'right edge')))),
    finds: ['0: L-118 | L-120', '1000: L-118 | L-120'],
  },
];

describe('codes in view', () => {
  it.each(CASES)('$says', ({ given, finds }) => expect(found(given)).toEqual(finds));

  it('a code the worker chose out of several is not scanned again while in view', () => {
    const both = [code(L118, 'left edge'), code(L120, 'right edge')] as const;
    const { after } = look(NOTHING_SEEN, at(0, ...both));
    const answered = chosen(after, both[0], 50);
    expect(look(answered, at(100, both[0])).finding).toBeNull();
    expect(look(answered, at(100, both[1])).finding).toMatchObject({ kind: 'scan', sighted: { text: L120 } });
  });
});

describe('whatever comes into view', () => {
  const anyCode = fc
    .tuple(fc.constantFrom('A', 'B', 'C'), fc.constantFrom<Place>('middle', 'in reticle', 'left edge', 'right edge'), fc.boolean())
    .map(([text, place, isBars]) => (isBars ? bars(`bars ${text}`, place) : code(text, place)));
  const anyLooks = fc
    .array(fc.record({ wait: fc.integer({ min: 20, max: 1500 }), seen: fc.array(anyCode, { maxLength: 3 }), clear: fc.boolean() }), {
      maxLength: 40,
    })
    .map((steps) => {
      let ms = 0;
      return steps.map(({ wait, seen, clear }): Look => {
        ms += wait;
        return { at: ms, seen, view: VIEW, clear };
      });
    });

  it('only codes in the frame are found', () => {
    fc.assert(
      fc.property(anyLooks, (looks) => {
        run(looks, (now, finding) => expect(now.seen).toEqual(expect.arrayContaining([...meantBy(finding)])));
      }),
    );
  });

  it('bars are found only when a frame shortly before had them too', () => {
    fc.assert(
      fc.property(anyLooks, (looks) => {
        run(looks, (now, finding) => {
          const before = looks.filter(({ at: then }) => then < now.at && now.at - then <= AGREE_WITHIN_MS).flatMap(({ seen }) => seen);
          const found = meantBy(finding).filter(({ format }) => format === 'EAN13');
          for (const { text } of found) expect(before.map((one) => one.text)).toContain(text);
        });
      }),
    );
  });

  it('between two scans of a code there was a while without it', () => {
    fc.assert(
      fc.property(anyLooks, (looks) => {
        const scannedAt = new Map<string, number>();
        run(looks, (now, finding) => {
          if (finding.kind !== 'scan') return;
          const { text } = finding.sighted;
          const last = scannedAt.get(text);
          scannedAt.set(text, now.at);
          if (last === undefined) return;
          const seenAt = looks
            .filter(({ seen, at: then }) => then >= last && then <= now.at && seen.some((one) => one.text === text))
            .map((one) => one.at);
          const gaps = seenAt.slice(1).map((ms, i) => ms - (seenAt[i] ?? 0));
          expect(Math.max(...gaps)).toBeGreaterThanOrEqual(LEFT_VIEW_AFTER_MS);
        });
      }),
    );
  });
});

function run(looks: readonly Look[], onFinding: (now: Look, finding: Finding) => void): void {
  let state = NOTHING_SEEN;
  for (const now of looks) {
    const { after, finding } = look(state, now);
    if (finding) onFinding(now, finding);
    state = after;
  }
}
