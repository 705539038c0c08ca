import { describe, expect, it } from 'vitest';
import type { DayIso } from '../engine/time.ts';
import { readScan } from './scan-text.ts';
import type { RawScan } from './scanned.ts';

const TODAY = '2026-11-20' as DayIso;
const GS = '\u001d';
const scan = (raw: string, symbology: string | null, via: RawScan['via']) =>
  readScan({ raw: raw.replaceAll('␟', GS), symbology, via }, TODAY);
const camera = (raw: string, symbology = ']C1') => scan(raw, symbology, 'camera');
const wedge = (raw: string) => scan(raw, null, 'wedge');
const typed = (raw: string) => scan(raw, null, 'typed');

const LOT = { kind: 'lot', lot: '09506000134352/L-42', expiryOn: '2027-03-31' };

describe('one lot label, however it comes', () => {
  it.each([
    ['a camera with GS', camera('010950600013435210L-42␟17270331')],
    ['a camera reading DataMatrix', camera('010950600013435210L-42␟17270331', ']d2')],
    ['a camera reading our QR code', camera('https://cold.example/01/09506000134352/10/L-42?17=270331', ']Q1')],
    ['a wedge with identifier', wedge(']C1010950600013435210L-42␟17270331')],
    ['a wedge with identifier and line end', wedge(']C1010950600013435210L-42␟17270331\r\n')],
    ['a wedge without identifier', wedge('010950600013435210L-42␟17270331\n')],
    ['a wedge with GS in front', wedge('␟010950600013435210L-42␟17270331')],
    ['{GS} for GS', wedge('010950600013435210L-42{GS}17270331')],
    ['[GS] for GS', wedge('010950600013435210L-42[gs]17270331')],
    ['\\x1d for GS', wedge('010950600013435210L-42\\x1D17270331')],
    ['\\u001d for GS', wedge('010950600013435210L-42\\u001d17270331')],
    ['^] for GS', wedge('010950600013435210L-42^]17270331')],
    ['] for GS', wedge('010950600013435210L-42]17270331')],
    ['^ for GS', wedge('010950600013435210L-42^17270331')],
    ['| for GS', wedge('010950600013435210L-42|17270331')],
    ['␝ for GS', wedge('010950600013435210L-42\u241d17270331')],
    ['a replacement character for GS', wedge('010950600013435210L-42\ufffd17270331')],
    ['our order of AIs and no GS at all', wedge('01095060001343521727033110L-42')],
    ['the printed text', typed('(01)09506000134352(10)L-42(17)270331')],
    ['an address in capitals', camera('HTTPS://COLD.EXAMPLE/01/09506000134352/10/L-42?17=270331', ']Q1')],
    ['an address in any case', wedge('HtTpS://cold.example/01/09506000134352/10/L-42?17=270331')],
    ['a short GTIN in an address', wedge('https://cold.example/01/9506000134352/10/L-42?17=270331')],
  ])('%s', (_, scanned) => expect(scanned).toEqual(LOT));
});

describe('a lost separator', () => {
  it('is put back where the label reads in one way only', () => {
    expect(wedge('010950600013435210LOT-1234567890123417270331')).toEqual({
      kind: 'lot',
      lot: '09506000134352/LOT-12345678901234',
      expiryOn: '2027-03-31',
    });
  });

  it('is asked about where the rest may be part of the lot number', () => {
    expect(wedge('010950600013435210L-4217270331')).toMatchObject({ kind: 'unreadable', error: 'separator-lost', at: 22 });
  });

  it('is not looked for in what a camera read', () => {
    expect(camera('010950600013435210L-4217270331')).toMatchObject({ kind: 'lot', lot: '09506000134352/L-4217270331' });
  });

  it('is not looked for where another one was kept', () => {
    expect(wedge('010950600013435210L-4217270331␟21S')).toMatchObject({ lot: '09506000134352/L-4217270331', serial: 'S' });
  });

  it('makes no date of digits that are none', () => {
    expect(wedge('010950600013435210L-4217271331')).toMatchObject({ kind: 'lot', lot: '09506000134352/L-4217271331' });
  });
});

describe('what a label names', () => {
  it.each([
    [camera('00195060001343500009'), { kind: 'pallet', sscc: '195060001343500009' }],
    [
      camera('0019506000134350000902095060001343523724␟10B77␟15270331'),
      { kind: 'pallet', sscc: '195060001343500009', gtin: '09506000134352', lot: '09506000134352/B77', count: 24, expiryOn: '2027-03-31' },
    ],
    [camera('0109506000134352'), { kind: 'item', gtin: '09506000134352' }],
    [camera('01095060001343521126090110L-42␟21S-9'), { kind: 'lot', lot: '09506000134352/L-42', producedOn: '2026-09-01', serial: 'S-9' }],
    [camera('010950600013435270032703311430␟10L-42'), LOT],
    [camera('4149506000134369254A-04-2'), { kind: 'bin', bin: 'A-04-2', gln: '9506000134369' }],
    [camera('9506000134352', ']E0'), { kind: 'item', gtin: '09506000134352' }],
    [camera('012345678905', ']E0'), { kind: 'item', gtin: '00012345678905' }],
    [camera('95060002', ']E4'), { kind: 'item', gtin: '00000095060002' }],
    [camera('19506000134359', ']I1'), { kind: 'item', gtin: '19506000134359' }],
    [typed('09506000134352'), { kind: 'item', gtin: '09506000134352' }],
    [typed('195060001343500009'), { kind: 'pallet', sscc: '195060001343500009' }],
  ])('%o', (scanned, expected) => expect(scanned).toEqual(expected));

  it('warns of AIs that do not go together and refuses nothing', () => {
    expect(camera('010950600013435210L-42␟3724')).toMatchObject({
      kind: 'lot',
      count: 24,
      warning: { kind: 'mutex', ai: '01', other: '37' },
    });
  });
});

describe('text that is no GS1 data stays text', () => {
  it.each([
    'A-04-2',
    'L-42',
    '2112345',
    '10ABC',
    '20261120',
    '01123456789012345678',
    'L|42',
    'https://example.com/about',
    'https://user@example.com/01/09506000134352',
    '<script>alert(1)</script>',
  ])('%s', (text) => expect(typed(text)).toEqual({ kind: 'text', text }));

  it('a lot number without its item is that number', () => {
    expect(camera('10L-42')).toEqual({ kind: 'text', text: 'L-42' });
  });

  it('a plain Code 128 is text, whatever it begins with', () => {
    expect(camera('17270331', ']C0')).toEqual({ kind: 'text', text: '17270331' });
  });
});

describe('a broken code says what is wrong and where', () => {
  it.each([
    [camera(''), 'empty', 0],
    [wedge(' \r\n'), 'empty', 0],
    [camera('0109506000134353', ']C1'), 'check-digit', 15],
    [wedge('010950600013435310L-42␟17270331'), 'check-digit', 15],
    [wedge('{GS}010950600013435210L-42{GS}17271331'), 'date-month', 34],
    [camera('010950600013435217273131'), 'date-month', 20],
    [camera('9506000134353', ']E0'), 'check-digit', 12],
    [typed('(01)09506000134353'), 'check-digit', 17],
    [camera('https://cold.example/01/09506000134353', ']Q1'), 'check-digit', 37],
    [camera(`10${'L'.repeat(600)}`), 'length', 500],
  ])('%o', (scanned, error, at) => expect(scanned).toMatchObject({ kind: 'unreadable', error, at }));
});
