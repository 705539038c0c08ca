import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BinCode, parseBinCode } from '../bins/bin.ts';
import type { DayIso } from '../engine/time.ts';
import { cset82, gln, gtin, sscc } from '../gs1/label.arbitrary.ts';
import { type LotKey, parseLotKey, type Sscc } from '../lots/ids.ts';
import { type Badge, type CodeId, parseOurCode, printed, SCAN_COMMANDS } from './our-codes.ts';
import { readScan } from './scan-text.ts';

const BASE = 'https://cold.example:8443';
const TODAY = '2026-11-20' as DayIso;
const camera = (raw: string) => readScan({ raw, symbology: ']Q1', via: 'camera' }, TODAY);
const binCode = fc.stringMatching(/^[A-Z0-9][A-Z0-9\-._/]{0,19}$/).map((text) => parseBinCode(text) as BinCode);

describe('what we print is what we scan', () => {
  it('for every lot, whatever its number holds', () => {
    fc.assert(
      fc.property(gtin, cset82(20), fc.constantFrom(null, '2027-03-31' as DayIso), (item, number, expiryOn) => {
        const lot = parseLotKey(`${item}/${number}`) as LotKey;
        expect(camera(printed.lot(BASE, lot, expiryOn))).toEqual({ kind: 'lot', lot, ...(expiryOn && { expiryOn }) });
      }),
    );
  });

  it('for every bin, by our own address or by the location number', () => {
    fc.assert(
      fc.property(binCode, gln, (bin, place) => {
        expect(camera(printed.bin(BASE, bin))).toEqual({ kind: 'bin', bin, host: 'cold.example:8443' });
        expect(camera(printed.binAt(BASE, place, bin))).toEqual({ kind: 'bin', bin, gln: place, host: 'cold.example:8443' });
      }),
    );
  });

  it('for every pallet', () => {
    fc.assert(
      fc.property(sscc, (code) => {
        expect(camera(printed.pallet(BASE, code as Sscc))).toEqual({ kind: 'pallet', sscc: code });
      }),
    );
  });

  it('for badges, registered codes and commands', () => {
    expect(camera(printed.badge(BASE, 'ACD234' as Badge))).toEqual({ kind: 'badge', badge: 'ACD234', host: 'cold.example:8443' });
    expect(camera(printed.code(BASE, 'x7Kp_2' as CodeId))).toEqual({ kind: 'code', code: 'x7Kp_2', host: 'cold.example:8443' });
    for (const command of SCAN_COMMANDS) expect(camera(printed.command(command))).toEqual({ kind: 'command', command });
  });
});

describe('a code of ours', () => {
  it.each([
    ['HTTPS://COLD.EXAMPLE/B/A-04-2', { kind: 'bin', bin: 'A-04-2', host: 'cold.example' }],
    ['http://cold.example/b/a-04-2/?from=label#x', { kind: 'bin', bin: 'A-04-2', host: 'cold.example' }],
    ['https://other.example/b/A%2F04', { kind: 'bin', bin: 'A/04', host: 'other.example' }],
    ['https://cold.example/q/w/acd234', { kind: 'badge', badge: 'ACD234', host: 'cold.example' }],
    ['lk:Confirm', { kind: 'command', command: 'confirm' }],
  ])('is known by %s', (text, expected) => expect(parseOurCode(text)).toEqual(expected));

  it.each([
    'https://cold.example/b/',
    'https://cold.example/b/%00',
    'https://cold.example/b/A B',
    'https://cold.example/b/A-04-2/more',
    'https://cold.example/x/b/A-04-2',
    'https://cold.example/q/w/AC-D',
    'https://cold.example/q/<b>',
    'LK:FORMAT',
    'A-04-2',
    '',
  ])('is not %s', (text) => expect(parseOurCode(text)).toBeNull());
});
