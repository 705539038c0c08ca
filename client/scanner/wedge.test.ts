import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hear, KEY_GAP_MS, NOTHING_TYPED, type Stroke } from './wedge.ts';

const GS = '\u001D';
type Press = string | { readonly key: string; readonly ctrl?: boolean; readonly alt?: boolean; readonly after?: number };

/** Strokes 10 ms apart unless said otherwise. A text is its keys one after the other. */
function strokes(presses: readonly Press[]): readonly Stroke[] {
  let at = 1000;
  return presses
    .flatMap((press) => (typeof press === 'string' ? [...press].map((key) => ({ key })) : [press]))
    .map((press: Exclude<Press, string>) => {
      at += press.after ?? 10;
      return { key: press.key, ctrl: press.ctrl ?? false, alt: press.alt ?? false, at };
    });
}

function listen(presses: readonly Press[]): { scans: readonly string[]; taken: readonly string[] } {
  let typed = NOTHING_TYPED;
  const scans: string[] = [];
  const taken: string[] = [];
  for (const stroke of strokes(presses)) {
    const heard = hear(typed, stroke);
    typed = heard.after;
    if (heard.scan !== null) scans.push(heard.scan);
    if (heard.taken) taken.push(stroke.key);
  }
  return { scans, taken };
}

const ENTER = { key: 'Enter' };
const TAB = { key: 'Tab' };

describe('a keyboard wedge', () => {
  it.each<{ says: string; presses: readonly Press[]; scans: readonly string[] }>([
    { says: 'a code ended by Enter', presses: ['A-03-2', ENTER], scans: ['A-03-2'] },
    { says: 'a code ended by Tab', presses: ['A-03-2', TAB], scans: ['A-03-2'] },
    { says: 'two codes in a row', presses: ['A-03-2', ENTER, 'L-118', ENTER], scans: ['A-03-2', 'L-118'] },
    { says: 'a code without an end', presses: ['A-03-2'], scans: [] },
    { says: 'two characters', presses: ['A1', ENTER], scans: [] },
    { says: 'capitals with their Shift', presses: [{ key: 'Shift' }, 'A', { key: 'Shift' }, 'B', 'c', ENTER], scans: ['ABc'] },
    { says: 'a character typed with AltGr', presses: ['A', { key: '[', ctrl: true, alt: true }, '1', ENTER], scans: ['A[1'] },
    { says: 'GS as itself', presses: ['10L118', GS, '17', ENTER], scans: [`10L118${GS}17`] },
    { says: 'GS as Ctrl+]', presses: ['10L118', { key: 'Control' }, { key: ']', ctrl: true }, '17', ENTER], scans: [`10L118${GS}17`] },
    { says: 'GS as F8', presses: ['10L118', { key: 'F8' }, '17', ENTER], scans: [`10L118${GS}17`] },
    {
      says: 'GS as Alt+029',
      presses: ['10L118', { key: 'Alt' }, ...[...'029'].map((key) => ({ key, alt: true })), '17', ENTER],
      scans: [`10L118${GS}17`],
    },
    {
      says: 'FNC1 at the end of a code',
      presses: ['10L118', ...[...'0029'].map((key) => ({ key, alt: true })), ENTER],
      scans: [`10L118${GS}`],
    },
    { says: 'a pause just short enough', presses: ['A-03', { key: '-', after: KEY_GAP_MS }, '2', ENTER], scans: ['A-03-2'] },
    {
      says: 'a pause in the middle: only what follows counts',
      presses: ['A-03', { key: '-', after: KEY_GAP_MS + 1 }, '21', ENTER],
      scans: ['-21'],
    },
    {
      says: 'a person typing slowly',
      presses: [...'A032'].map((key) => ({ key, after: 300 })).concat({ ...ENTER, after: 300 }),
      scans: [],
    },
    { says: 'an arrow key in the middle', presses: ['A-03', { key: 'ArrowLeft' }, '-2', ENTER], scans: [] },
    { says: 'a shortcut in the middle', presses: ['A-03', { key: 'r', ctrl: true }, '-2', ENTER], scans: [] },
  ])('$says', ({ presses, scans }) => {
    expect(listen(presses).scans).toEqual(scans);
  });

  it('keeps its keys from the page from the second on, so that no button is pressed by Enter or Space', () => {
    expect(listen(['A B', { key: 'F8' }, '1', ENTER]).taken).toEqual([' ', 'B', 'F8', '1', 'Enter']);
  });

  it('leaves Enter, Tab and shortcuts to the page while no code is under way', () => {
    expect(listen([ENTER, TAB, { key: 'r', ctrl: true }, { key: 'F8', after: 1000 }, 'x', { ...ENTER, after: 1000 }]).taken).toEqual(['x']);
  });

  it('gives back any code of three or more printable characters as it was typed', () => {
    const printable = fc.string({
      minLength: 3,
      maxLength: 60,
      unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)),
    });
    fc.assert(
      fc.property(fc.array(printable, { maxLength: 5 }), (codes) => {
        expect(listen(codes.flatMap((code) => [code, ENTER])).scans).toEqual(codes);
      }),
    );
  });
});
