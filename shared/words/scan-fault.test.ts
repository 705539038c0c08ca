import { beforeAll, describe, expect, it } from 'vitest';
import type { DayIso } from '../domain/engine/time.ts';
import { readScan } from '../domain/scanning/scan-text.ts';
import { scanFaultText } from './scan-fault.ts';
import { learnLanguage } from './words.ts';

beforeAll(() => learnLanguage('en'));

describe('a code that cannot be read is told with its fault and its place', () => {
  it.each([
    ['wrong check digit', '0109506000134353', 'The check digit does not fit: look at character 16'],
    ['illegal character', '010950600013435210L 118', 'Character 20 does not belong there'],
    ['letter among digits', '010950600013435217A61205', 'Character 19 does not belong there'],
    ['cut short', '0109506000134352172612', 'Too short or too long: look at character 23'],
    ['no such month', '010950600013435217261305', 'No such day or time: look at character 21'],
    ['no such day', '010950600013435217261131', 'No such day or time: look at character 23'],
    ['no such field', '010950600013435205261205', 'No known field begins at character 17'],
    ['value not allowed', '0109506000134352426000', 'That value is not allowed: look at character 20'],
    ['expiry in the path', 'https://id.example/01/09506000134352/17/261205', 'The label is put together wrongly: look at character 41'],
    ['check digit in a link', 'https://id.example/01/09506000134353', 'The check digit does not fit: look at character 36'],
    ['said twice', 'https://id.example/01/09506000134352?01=09506000134352', 'The label is put together wrongly: look at character 41'],
  ])('%s', (_, raw, sentence) => {
    const scan = readScan({ raw, symbology: raw.startsWith('0') ? ']d2' : ']Q1', via: 'camera' }, '2026-11-20' as DayIso);
    expect(scan.kind === 'unreadable' ? scanFaultText('en', scan) : null).toBe(sentence);
  });

  it('separators lost by a wedge', () => {
    const scan = readScan({ raw: '010950600013435210L-4217270331', symbology: null, via: 'wedge' }, '2026-11-20' as DayIso);
    expect(scan.kind === 'unreadable' && scanFaultText('en', scan)).toBe('It reads in two ways from character 23: scan it with the camera');
  });
});
