/** A decoded text and, for each of its characters, the index it was decoded from. */
export interface Decoded {
  readonly text: string;
  readonly from: readonly number[];
}

/**
 * Undoes percent-encoding byte by byte (GS1 values are ASCII). A `%` without two hex digits stays as it is.
 * In a query, but not in a path, `+` is a space (WHATWG URL; GS1 Digital Link URI Syntax §4).
 */
export function decodePercent(encoded: string, part: 'path' | 'query'): Decoded {
  const from: number[] = [];
  let text = '';
  for (let i = 0; i < encoded.length; i++) {
    from.push(i);
    const hex = encoded[i] === '%' ? encoded.slice(i + 1, i + 3) : '';
    if (/^[0-9A-Fa-f]{2}$/.test(hex)) {
      text += String.fromCharCode(Number.parseInt(hex, 16));
      i += 2;
    } else {
      text += encoded[i] === '+' && part === 'query' ? ' ' : encoded[i];
    }
  }
  return { text, from };
}

/**
 * Encodes everything but letters, digits and `-._~`, so that a value keeps its place in any URL parser. Only `.` and
 * `..` do not: URL parsers take them for steps, encoded or not; our own parser reads them all the same.
 */
export function encodePercent(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
