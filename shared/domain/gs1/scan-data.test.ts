import { describe, expect, it } from 'vitest';
import { buildBracketed } from './bracketed.ts';
import { FNC1 } from './gs1-data.ts';
import { parseScanData } from './scan-data.ts';

const read = (scan: string): string => {
  const back = parseScanData(scan.replaceAll('{GS}', FNC1));
  if (!back.ok) return `${back.error}@${back.at}`;
  return back.plain ? `plain ${back.text}` : `${buildBracketed(back.ais)}${back.primary ? ` with ${back.primary}` : ''}`;
};

describe('scan data', () => {
  it.each([
    [']C1010950600013435210L-42{GS}17270331', '(01)09506000134352(10)L-42(17)270331'],
    [']d20109506000134352', '(01)09506000134352'],
    [']Q3010950600013435210L-42', '(01)09506000134352(10)L-42'],
    [']e00109506000134352', '(01)09506000134352'],
    [']J100195060001343500009', '(00)195060001343500009'],
    [']Q1https://example.com/01/09506000134352', '(01)09506000134352'],
    [']d1HTTP://example.com/01/09506000134352', '(01)09506000134352'],
    [']J0https://example.com/01/09506000134352', '(01)09506000134352'],
    [']Q1A-04-2', 'plain A-04-2'],
    [']Q1HtTpS://example.com/01/09506000134352', 'plain HtTpS://example.com/01/09506000134352'],
    [']d1', 'plain '],
    [']E09506000134352', 'plain 9506000134352'],
    [']E495060002', 'plain 95060002'],
    [']E09506000134352|]e010L-42', '(10)L-42 with 9506000134352'],
  ])('%s reads as %s', (scan, expected) => expect(read(scan)).toBe(expected));

  it.each([
    ['', 'symbology-id@0'],
    ['0109506000134352', 'symbology-id@0'],
    [']C0L-42', 'symbology-id@0'],
    [']A0L-42', 'symbology-id@0'],
    [']C1', 'empty@3'],
    [']C1{GS}0109506000134352', 'unknown-ai@3'],
    [']C110L^42', 'illegal-caret@6'],
    [']C110L-42\r\n', 'charset@9'],
    [']C10109506000134353', 'check-digit@18'],
    [']Q3https://example.com/01/09506000134352', 'unknown-ai@3'],
    [']Q1https://example.com/about', 'dl-no-key@22'],
    [']Q1https://example.com/01/09506000134353', 'check-digit@39'],
    [']E0950600013435', 'length@15'],
    [']E095060001343521', 'length@16'],
    [']E09506O00134352', 'not-numeric@7'],
    [']E09506000134353', 'check-digit@15'],
    [']E09506000134352|]e0', 'length@16'],
    [']E09506000134352|]e010 ', 'charset@22'],
  ])('%s is refused as %s', (scan, expected) => expect(read(scan)).toBe(expected));
});
