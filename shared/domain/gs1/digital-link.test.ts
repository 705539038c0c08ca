import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildBracketed, parseBracketed } from './bracketed.ts';
import { buildDigitalLink, canonicalLink, parseDigitalLink } from './digital-link.ts';
import type { Element } from './gs1-data.ts';
import { cset82, gln, gtin, sscc } from './label.arbitrary.ts';

const ITEM = 'https://example.com/01/09506000134352';
const read = (uri: string): string => {
  const back = parseDigitalLink(uri);
  if (!back.ok) return `${back.error}@${back.at}`;
  return back.plain ? 'plain' : buildBracketed(back.ais);
};
const canonical = (text: string): string | null => {
  const back = text.startsWith('(') ? parseBracketed(text) : parseDigitalLink(text);
  return back.ok && !back.plain ? canonicalLink(back) : 'not read';
};

describe('a Digital Link', () => {
  it.each([
    [ITEM, '(01)09506000134352'],
    [`${ITEM}/10/L-42?17=270331`, '(01)09506000134352(10)L-42(17)270331'],
    [`${ITEM}/22/2A/10/L/21/S`, '(01)09506000134352(22)2A(10)L(21)S'],
    [`${ITEM}/235/TPX?10=L`, '(01)09506000134352(235)TPX(10)L'],
    ['HTTPS://EXAMPLE.COM/01/09506000134352', '(01)09506000134352'],
    ['http://192.0.2.1:8443/00/195060001343500009', '(00)195060001343500009'],
    ['https://[2001:db8::1]/00/195060001343500009', '(00)195060001343500009'],
    ['https://example.com/shop/01/deep/00/195060001343500009', '(00)195060001343500009'],
    ['https://example.com/414/9506000134369/254/A-04-2', '(414)9506000134369(254)A-04-2'],
    [`${ITEM}/10/A%2FB%2fC+D`, '(01)09506000134352(10)A/B/C+D'],
    [`${ITEM}/10/50%`, '(01)09506000134352(10)50%'],
    [`${ITEM}?&&17=270331&&utm=x&loose&9a=1&`, '(01)09506000134352(17)270331'],
    [`${ITEM}?`, '(01)09506000134352'],
    [`${ITEM}/10/L#17=270331?x`, '(01)09506000134352(10)L'],
    ['https://example.com/8004/950600013?01=9506000134352', '(8004)950600013(01)09506000134352'],
  ])('%s reads as %s', (uri, expected) => expect(read(uri)).toBe(expected));

  it.each([
    ['https://', 'dl-domain@8'],
    ['https://example.com', 'dl-domain@8'],
    ['https:///01/09506000134352', 'dl-domain@8'],
    ['https://user@example.com/01/09506000134352', 'dl-domain@12'],
    ['https://example.com?x=/01/09506000134352', 'dl-domain@19'],
    ['https://example.com/', 'dl-no-key@19'],
    ['https://example.com/about', 'dl-no-key@19'],
    ['https://example.com/gtin/09506000134352', 'dl-no-key@19'],
    ['https://example.com/10/L-42', 'dl-no-key@19'],
    [`${ITEM}/`, 'dl-no-key@19'],
    [`${ITEM}/10/`, 'empty@41'],
    [`${ITEM}/10/A B`, 'dl-uri@42'],
    [`${ITEM}/10/<script>`, 'dl-uri@41'],
    [`${ITEM}/10/A%20B`, 'charset@42'],
    [`${ITEM}/10/AB%2FC%20`, 'charset@47'],
    [`${ITEM}/10/%00`, 'dl-null@41'],
    [`${ITEM}?98=A+B`, 'charset@42'],
    [`${ITEM}?17=`, 'empty@41'],
    [`${ITEM}?999=1`, 'dl-unknown-numeric-key@38'],
    [`${ITEM}?=1`, 'dl-unknown-numeric-key@38'],
    [`${ITEM}/21/S/10/L`, 'dl-qualifier-order@41'],
    [`${ITEM}/10/L/10/L`, 'dl-qualifier-order@41'],
    [`${ITEM}/17/270331`, 'dl-qualifier-order@41'],
    [`${ITEM}?10=L`, 'dl-belongs-in-path@41'],
    [`${ITEM}?21=S`, 'dl-not-attribute@41'],
    [`${ITEM}?17=270331&17=270331`, 'dl-duplicate-ai@51'],
    [`${ITEM}?01=09506000134352`, 'dl-duplicate-ai@41'],
    ['https://example.com/01/9506000134352', 'length@36'],
    ['https://example.com/01/09506000134353', 'check-digit@36'],
    ['https://example.com/8004/950600013?01=9506000134353', 'check-digit@50'],
  ])('%s is refused as %s', (uri, expected) => expect(read(uri)).toBe(expected));

  it.each(['ftp://example.com/01/09506000134352', 'HtTpS://example.com/01/09506000134352', 'mailto:a@example.com', 'A-04-2', ''])(
    'other text is plain: %s',
    (text) => expect(read(text)).toBe('plain'),
  );
});

describe('writing a Digital Link', () => {
  it.each([
    ['(10)L-42(01)09506000134352(17)270331', 'https://id.gs1.org/01/09506000134352/10/L-42?17=270331'],
    ['(01)09506000134352(30)12(17)270331', 'https://id.gs1.org/01/09506000134352?17=270331&30=12'],
    ['(01)09506000134352(01)09506000134352(30)1(30)1', 'https://id.gs1.org/01/09506000134352?30=1'],
    ['(00)195060001343500009(02)09506000134352(37)24(10)B/7', 'https://id.gs1.org/00/195060001343500009?02=09506000134352&37=24&10=B%2F7'],
    ['(10)L-42', null],
    ['(01)09506000134352(8200)https://example.com', null],
    ['(01)09506000134352(10)L(235)T', null],
    [`${ITEM}/235/T?10=L`, 'https://id.gs1.org/01/09506000134352/235/T?10=L'],
    ['https://example.com/shop/01/09506000134352/10/%4C?17=270331#x', 'https://id.gs1.org/01/09506000134352/10/L?17=270331'],
  ])('%s becomes %s', (text, expected) => expect(canonical(text)).toBe(expected));

  it('ends a base with one slash at most', () => {
    expect(buildDigitalLink([['00', '195060001343500009']], 'https://cold.example/')).toBe('https://cold.example/00/195060001343500009');
  });

  it('says back every lot, serial, bin and pallet, whatever characters they hold', () => {
    const lot = fc.tuple(gtin, cset82(20), cset82(20)).map(([item, number, serial]): Element[] => [
      ['01', item],
      ['10', number],
      ['21', serial],
      ['17', '270331'],
    ]);
    const bin = fc.tuple(gln, cset82(20)).map(([place, code]): Element[] => [
      ['414', place],
      ['254', code],
    ]);
    const pallet = fc.tuple(sscc, gtin, cset82(20)).map(([code, item, number]): Element[] => [
      ['00', code],
      ['02', item],
      ['37', '24'],
      ['10', number],
    ]);
    fc.assert(
      fc.property(fc.oneof(lot, bin, pallet), (ais) => {
        const uri = buildDigitalLink(ais, 'https://cold.example') ?? '';
        const back = parseDigitalLink(uri);
        expect(back.ok && !back.plain && back.ais).toEqual(ais);
        // Any URL parser gives the same values: nothing in a label can leave its place.
        fc.pre(!ais.some(([, value]) => value === '.' || value === '..'));
        const url = new URL(uri);
        const path = url.pathname.slice(1).split('/').map(decodeURIComponent);
        const query = [...url.searchParams].flat();
        expect([...path, ...query].sort()).toEqual(ais.flat().sort());
        expect(url.host + url.hash).toBe('cold.example');
      }),
    );
  });
});
