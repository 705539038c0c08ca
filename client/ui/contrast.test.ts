import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The least a sign at arm's length in bad light may have (WCAG 2.2, 1.4.6: 7 : 1). */
const LEAST = 7;
const THEME = readFileSync(new URL('./theme.css', import.meta.url), 'utf8');
const DARK = tokensOf(':root {');
const LIGHT = { ...DARK, ...tokensOf(':root[data-theme="light"] {') };

/** What is read on what: a verdict's surface, its word on the page, and running text. */
const PAIRS: readonly (readonly [ink: string, ground: string])[] = [
  ...['ok', 'check', 'stop'].flatMap((tone): [string, string][] => [
    [`${tone}-ink`, tone],
    [`${tone}-text`, 'bg'],
    [`${tone}-text`, 'surface'],
  ]),
  ['text', 'bg'],
  ['text', 'surface'],
  ['text', 'raised'],
  ['quiet', 'bg'],
  ['quiet', 'surface'],
  ['accent', 'bg'],
  ['accent-ink', 'accent'],
];

describe.each([
  { theme: 'dark', tokens: DARK },
  { theme: 'light', tokens: LIGHT },
])('in the $theme theme', ({ tokens }) => {
  it.each(PAIRS)(`%s on %s is read in bad light`, (ink, ground) => {
    expect(contrast(tokens[ink], tokens[ground])).toBeGreaterThanOrEqual(LEAST);
  });
});

function tokensOf(selector: string): Record<string, string> {
  const from = THEME.indexOf(selector);
  const block = THEME.slice(from, THEME.indexOf('}', from));
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name = '', colour = '']) => [name, colour]));
}

function contrast(a = '', b = ''): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Relative luminance of an sRGB colour. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
