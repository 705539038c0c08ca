/**
 * The one text of a JSON value: object keys in the order of their code units, no undefined, no white space, numbers
 * as ECMAScript prints them. What is hashed on the phone is hashed again on the server from this text.
 */
export function canonicalJson(value: unknown): string {
  return isInOrder(value) ? (JSON.stringify(value) ?? 'null') : sortedJson(value);
}

/** Whether all keys stand in their order already, as in what a phone sends: then the engine's own text is the one text. */
function isInOrder(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(isInOrder);
  let last = '';
  for (const key in value) {
    const member = value[key as never];
    if (member === undefined) continue;
    if (key < last || !isInOrder(member)) return false;
    last = key;
  }
  return true;
}

function sortedJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  const record = value as Record<string, unknown>;
  let text = '';
  for (const key of inOrder(Object.keys(record))) {
    const member = record[key];
    if (member === undefined) continue;
    text += `${text ? ',' : ''}${PLAIN_KEY.test(key) ? `"${key}"` : JSON.stringify(key)}:${sortedJson(member)}`;
  }
  return `{${text}}`;
}

/** Needs no escaping: quoting every key by `JSON.stringify` is half the cost of a command's text. */
const PLAIN_KEY = /^\w+$/;

/** Sorted in place by insertion: objects have few members, and `sort` makes copies that a full queue pays for. */
function inOrder(keys: string[]): readonly string[] {
  for (let index = 1; index < keys.length; index++) {
    const key = keys[index] ?? '';
    let at = index;
    for (let before = keys[at - 1] ?? ''; at > 0 && before > key; before = keys[at - 1] ?? '') keys[at--] = before;
    keys[at] = key;
  }
  return keys;
}

/** The text whose SHA-256 is the lane's next head. The first head of a lane follows `GENESIS`. */
export function laneHeadText(previous: string, place: { lane: string; seq: number; hash: string }): string {
  return `${previous}|${place.lane}|${place.seq}|${place.hash}`;
}

/** What stands before the first link of any chain. */
export const GENESIS = '0'.repeat(64);

/** The bytes a phone signs with its device key, once per push: the head it vouches for. */
export function headSignatureText(lane: string, seq: number, head: string): string {
  return `lotkeeper-head-v1|${lane}|${seq}|${head}`;
}

/** The bytes a courier signs with its own device key: which head of another phone's lane it brings. */
export function courierSignatureText(courier: string, { lane, headSeq, head }: { lane: string; headSeq: number; head: string }): string {
  return `lotkeeper-courier-v1|${courier}|${lane}|${headSeq}|${head}`;
}
