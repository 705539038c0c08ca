import { describe, expect, test } from 'vitest';
import { parseBinCode } from '../bins/bin.ts';
import { parseDay } from '../engine/time.ts';
import { parseLotKey, parseSscc } from '../lots/ids.ts';
import { parseBadge, parseOurCode } from '../scanning/our-codes.ts';
import { badgeLabel, binLabel, commandLabel, lotLabel, palletLabel } from './label.ts';

const BASE = 'https://cold.example';

function made<T>(value: T | null): T {
  if (value === null) throw new Error('the test names something that does not parse');
  return value;
}

const lot = { key: made(parseLotKey('09521000000018/L2611-0042')), expiryOn: parseDay('2026-12-31') };

describe('what is printed', () => {
  test('for a lot: a Digital Link with identity and expiry, and both as people read them', () => {
    expect(lotLabel(BASE, lot, 'Garden peas 1 kg')).toEqual({
      kind: 'lot',
      code: 'https://cold.example/01/09521000000018/10/L2611-0042?17=261231',
      level: 'M',
      title: 'L2611-0042',
      check: null,
      lines: ['Garden peas 1 kg', '(01) 09521000000018 (10) L2611-0042 (17) 261231'],
      expiryOn: '2026-12-31',
    });
  });

  test('for a lot that never expires: no expiry in code or text', () => {
    const { code, lines } = lotLabel(BASE, { ...lot, expiryOn: null }, 'Sea salt');
    expect(code).toBe('https://cold.example/01/09521000000018/10/L2611-0042');
    expect(lines).not.toContainEqual(expect.stringContaining('(17)'));
  });

  test('for a lot whose number is hostile: encoded in the link, whole in the text', () => {
    const hostile = lotLabel(BASE, { key: made(parseLotKey('09521000000018/../<script>?a=1')), expiryOn: null }, 'Peas');
    expect(hostile.code).toMatch(/^https:\/\/cold\.example\/01\/09521000000018\/10\/[^<>?]+$/);
    expect(hostile.title).toBe('../<script>?a=1');
  });

  test('for a pallet: its SSCC, and the lot on it', () => {
    const label = palletLabel(BASE, made(parseSscc('095210000000000018')), { lot, itemName: 'Garden peas 1 kg' });
    expect(label.code).toBe('https://cold.example/00/095210000000000018');
    expect(label.lines).toContain('(00) 095210000000000018');
  });

  test('for a bin, a badge and a command: what the scanner reads back', () => {
    const bin = made(parseBinCode('A-04-2'));
    const badge = made(parseBadge('ANA7'));
    expect(parseOurCode(binLabel(BASE, bin, 'Frozen').code)).toMatchObject({ kind: 'bin', bin });
    expect(binLabel(BASE, bin, 'Frozen').check).toMatch(/^[0-9A-Z]$/);
    expect(parseOurCode(badgeLabel(BASE, badge, 'Ana').code)).toMatchObject({ kind: 'badge', badge });
    expect(parseOurCode(commandLabel('undo', 'Undo').code)).toEqual({ kind: 'command', command: 'undo' });
  });
});
