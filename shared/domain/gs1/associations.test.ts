import { describe, expect, it } from 'vitest';
import { parseBracketed } from './bracketed.ts';

const paired = (text: string) => {
  const read = parseBracketed(text);
  return read.ok ? read.association : read;
};
const ITEM = '(01)09506000134352';
const PALLET = '(00)195060001343500009';

describe('AIs of one label', () => {
  it.each([
    `${ITEM}(10)L(17)270331(21)S`,
    `${PALLET}(02)09506000134352(37)24(10)B77`,
    `${ITEM}(10)L${ITEM}(10)L`,
    `${ITEM}(3103)000195(3922)0299`,
    `${ITEM}(21)S(8030)QWJj`,
    '(253)9506000134369X(8030)QWJj',
    `${ITEM}(21)S(8040)123456789012345(8041)123456789012346`,
  ])('that go together pass: %s', (text) => expect(paired(text)).toEqual({ kind: 'ok' }));

  it.each<[string, object, string]>([
    [`${ITEM}(37)24`, { kind: 'mutex', ai: '01', other: '37' }, 'a count belongs to a content'],
    [`${ITEM}(02)09506000134352`, { kind: 'mutex', ai: '02', other: '01' }, 'an item or a content'],
    [`${ITEM}(3103)000195(3102)001950`, { kind: 'mutex', ai: '3102', other: '3103' }, 'one net weight'],
    [`${PALLET}(4330)000460-(4331)000080`, { kind: 'mutex', ai: '4330', other: '4331' }, 'one maximum temperature'],
    [`${ITEM}(10)L(10)M`, { kind: 'repeat', ai: '10' }, 'two lots'],
    ['(253)9506000134369(8030)QWJj', { kind: 'digsig', ai: '253' }, 'a signature of no single thing'],
  ])('%s warns: %j, %s', (text, expected) => expect(paired(text)).toEqual(expected));

  it('warns of a lot of no item, and says what it needs', () => {
    expect(paired('(10)L')).toEqual({ kind: 'requisite', ai: '10', needs: [['01'], ['02'], ['03'], ['8006'], ['8026']] });
    expect(paired(`${ITEM}(3922)0299`)).toMatchObject({ kind: 'requisite', ai: '3922' });
    expect(paired('(02)09506000134352(37)24')).toMatchObject({
      kind: 'requisite',
      ai: '37',
      needs: [
        ['00', '02'],
        ['00', '8026'],
      ],
    });
  });
});
