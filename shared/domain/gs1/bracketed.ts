import { findAi } from './ai-table.ts';
import { COMPOSITE, elements } from './element-string.ts';
import { judgeValue } from './element-value.ts';
import { type Element, fault, type Gs1Elements, type Gs1Fault } from './gs1-data.ts';

/** One bracket and the text up to the next one that is not escaped as `\(`. */
const PIECE = /\((\d*)\)((?:\\\(|[^(])*)/y;

/**
 * Reads the human-readable form, `(01)09506000134352(10)A\(1`: brackets around each AI, and `\(` for a bracket in a
 * value. The components of a composite symbol are parted by `|`.
 */
export function parseBracketed(text: string): Gs1Elements | Gs1Fault {
  const ais: Element[] = [];
  let at = 0;
  for (const component of text.split(COMPOSITE)) {
    const read = readComponent(text.slice(0, at + component.length), at);
    if ('ok' in read) return read;
    ais.push(...read);
    at += component.length + 1;
  }
  return elements(ais);
}

function readComponent(text: string, at: number): Element[] | Gs1Fault {
  const ais: Element[] = [];
  let here = at;
  if (here >= text.length) return fault('empty', here);
  while (here < text.length) {
    PIECE.lastIndex = here;
    const [piece, ai = '', written = ''] = PIECE.exec(text) ?? [];
    if (piece === undefined) return fault('parse', here);
    const rule = findAi(ai);
    if (!rule) return fault('unknown-ai', here + 1);
    const start = here + ai.length + 2;
    const value = written.replaceAll('\\(', '(');
    if (value.includes('^')) return fault('illegal-caret', start + written.indexOf('^'), ai);
    const found = judgeValue(rule, value);
    if (found) return fault(found.error, start + unescapedIndex(written, found.at), ai);
    ais.push([ai, value]);
    here += piece.length;
  }
  return ais;
}

/** Where the character at `at` of the value stands in the text it was written as. */
function unescapedIndex(written: string, at: number): number {
  let index = 0;
  for (let i = 0; i < at; i++) index += written.startsWith('\\(', index) ? 2 : 1;
  return index;
}

/** Writes elements the way people read them, brackets in values escaped. */
export function buildBracketed(ais: readonly Element[]): string {
  return ais.map(([ai, value]) => `(${ai})${value.replaceAll('(', '\\(')}`).join('');
}
