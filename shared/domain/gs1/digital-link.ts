import { type AiRule, findAi } from './ai-table.ts';
import { belongsInPath, choosePath, isPath } from './digital-link-path.ts';
import { elements } from './element-string.ts';
import { judgeValue } from './element-value.ts';
import { type Element, fault, type Gs1Elements, type Gs1Error, type Gs1Fault, type Gs1Result } from './gs1-data.ts';
import { decodePercent, encodePercent } from './percent-encoding.ts';

/** A part of the URI and the index it starts at. */
interface Part {
  readonly text: string;
  readonly at: number;
}

/** An AI and its value as it stands in the URI. */
interface Pair {
  readonly rule: AiRule;
  readonly value: Part;
}

const SCHEME = /^(https?|HTTPS?):\/\//;
const OUTSIDE_URI = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]/;
const OUTSIDE_DOMAIN = /[^A-Za-z0-9\-.:[\]]/;

/**
 * Reads a GS1 Digital Link URI of any host, after GS1 Digital Link URI Syntax 1.x. A text with another scheme (also
 * `HtTp:`) is plain. Strict: convenience words (`/gtin/`) and GTINs shorter than 14 digits in the path are refused.
 * The path may begin with anything; its last key counts. Unknown words in the query and the fragment are ignored.
 */
export function parseDigitalLink(text: string): Gs1Result {
  const scheme = SCHEME.exec(text)?.[0];
  if (!scheme) return { ok: true, plain: true, text };
  const illegal = text.search(OUTSIDE_URI);
  if (illegal >= 0) return fault('dl-uri', illegal);
  const host = text.slice(scheme.length).split('/', 1)[0] ?? '';
  const pathAt = scheme.length + host.length;
  const badHost = host.search(OUTSIDE_DOMAIN);
  if (badHost >= 0) return fault('dl-domain', scheme.length + badHost);
  return host === '' || pathAt >= text.length ? fault('dl-domain', scheme.length) : readLink(text, host, pathAt);
}

function readLink(text: string, host: string, pathAt: number): Gs1Elements | Gs1Fault {
  const data = text.split('#', 1)[0] ?? '';
  const path = data.split('?', 1)[0] ?? '';
  const pairs = keyedPairs(parts(path, pathAt + 1, '/'));
  if (pairs.length === 0) return fault('dl-no-key', pathAt);
  const inPath = readEach(pairs, 'path');
  if ('ok' in inPath) return inPath;
  const parameters = readParameters(parts(data, path.length + 1, '&'));
  if ('ok' in parameters) return parameters;
  const inQuery = readEach(parameters, 'query');
  if ('ok' in inQuery) return inQuery;
  return (
    judgePath(inPath, pairs) ??
    judgeQuery(inPath, parameters) ??
    elements([...inPath, ...inQuery], { link: { host, inPath: inPath.length } })
  );
}

/** The pieces of `text` from `at` on, parted by one character. */
function parts(text: string, at: number, separator: string): Part[] {
  let next = at;
  return text
    .slice(at)
    .split(separator)
    .map((piece) => {
      const part = { text: piece, at: next };
      next += piece.length + 1;
      return part;
    });
}

/** The AI/value pairs at the end of the path, from its last key on; empty when, going back, a key is never reached. */
function keyedPairs(segments: readonly Part[]): Pair[] {
  const pairs: Pair[] = [];
  for (let i = segments.length - 2; i >= 0; i -= 2) {
    const [ai, value] = [segments[i], segments[i + 1]];
    const rule = ai ? findAi(ai.text) : null;
    if (!rule || !value) return [];
    pairs.unshift({ rule, value });
    if (rule.qualifiers) return pairs;
  }
  return [];
}

/** The AIs of the query. A number that is no AI is refused; words and parameters without `=` are none of ours. */
function readParameters(parameters: readonly Part[]): Pair[] | Gs1Fault {
  const pairs: Pair[] = [];
  for (const { text, at } of parameters) {
    const equals = text.indexOf('=');
    const key = text.slice(0, Math.max(0, equals));
    if (equals < 0 || /\D/.test(key)) continue;
    const rule = findAi(key);
    if (!rule) return fault('dl-unknown-numeric-key', at, key);
    pairs.push({ rule, value: { text: text.slice(equals + 1), at: at + equals + 1 } });
  }
  return pairs;
}

function readEach(pairs: readonly Pair[], where: 'path' | 'query'): Element[] | Gs1Fault {
  const ais: Element[] = [];
  for (const pair of pairs) {
    const read = readPair(pair, where);
    if ('ok' in read) return read;
    ais.push(read);
  }
  return ais;
}

function readPair({ rule, value: part }: Pair, where: 'path' | 'query'): Element | Gs1Fault {
  const decoded = decodePercent(part.text, where);
  const refuse = (error: Gs1Error, at: number) => fault(error, part.at + (decoded.from[at] ?? part.text.length), rule.ai);
  const nul = decoded.text.indexOf('\0');
  if (nul >= 0) return refuse('dl-null', nul);
  // GTINs in the query are older than the rule of 14 digits.
  const isShort = where === 'query' && rule.ai === '01' && /^(.{8}|.{12,13})$/.test(decoded.text);
  const value = isShort ? decoded.text.padStart(14, '0') : decoded.text;
  const found = judgeValue(rule, value);
  return found ? refuse(found.error, found.at - (value.length - decoded.text.length)) : [rule.ai, value];
}

function judgePath(path: readonly Element[], pairs: readonly Pair[]): Gs1Fault | null {
  return isPath(path.map(([ai]) => ai)) ? null : fault('dl-qualifier-order', pairs[1]?.value.at ?? 0, pairs[1]?.rule.ai);
}

function judgeQuery(path: readonly Element[], pairs: readonly Pair[]): Gs1Fault | null {
  const seen = path.map(([ai]) => ai);
  for (const { rule, value } of pairs) {
    if (seen.includes(rule.ai)) return fault('dl-duplicate-ai', value.at, rule.ai);
    if (!rule.attribute) return fault('dl-not-attribute', value.at, rule.ai);
    if (belongsInPath(rule.ai, seen.slice(0, path.length))) return fault('dl-belongs-in-path', value.at, rule.ai);
    seen.push(rule.ai);
  }
  return null;
}

/**
 * Writes elements as a Digital Link under `base`: key and qualifiers in the path, the rest in the query, values of
 * predefined length first, repeated AIs once. Null when no AI is a key or one of the rest may not stand in a query.
 */
export function buildDigitalLink(ais: readonly Element[], base: string, path = choosePath(ais)): string | null {
  const taken = new Set(path.map(([ai]) => ai));
  const rest = ais.filter(([ai], i) => !taken.has(ai) && ais.findIndex(([other]) => other === ai) === i);
  if (path.length === 0 || rest.some(([ai]) => !findAi(ai)?.attribute)) return null;
  const isPredefined = ([ai]: Element) => findAi(ai)?.predefined === true;
  const query = [...rest.filter(isPredefined), ...rest.filter((each) => !isPredefined(each))];
  const inPath = path.map(([ai, value]) => `/${ai}/${encodePercent(value)}`).join('');
  const inQuery = query.map(([ai, value]) => `${ai}=${encodePercent(value)}`).join('&');
  return `${base.replace(/\/$/, '')}${inPath}${inQuery && `?${inQuery}`}`;
}

/** The one way to write what was read, under id.gs1.org; a Digital Link keeps its own choice of path. Null as above. */
export function canonicalLink(data: Gs1Elements): string | null {
  return buildDigitalLink(data.ais, 'https://id.gs1.org', data.link && data.ais.slice(0, data.link.inPath));
}
