import { isPush, type Passage } from './passage.ts';

/** What can happen to a line. Bytes that are not said to be kept, changed or delayed pass as they are. */
interface Fault {
  /** What becomes of a connection that is open when it begins. */
  readonly onset?: (passage: Passage) => void;
  readonly up?: (passage: Passage, bytes: Buffer) => void;
  readonly down?: (passage: Passage, bytes: Buffer) => void;
}

const SLOW_BITS = 50_000;
const SLICE = 1024;
/** What a stingy proxy takes: about two commands. */
const STINGY_BYTES = 4000;
const DELAYS = [150, 400, 900, 1600];

export const NETWORK_FAULTS = [
  'reset',
  'black-hole',
  'stalled',
  'half-open',
  'half-request',
  'truncated-reply',
  'dropped-reply',
  'too-large',
  'bad-gateway',
  'captive-portal',
  'slow',
  'delayed',
] as const;
export type NetworkFault = (typeof NETWORK_FAULTS)[number];

export const FAULTS: Readonly<Record<NetworkFault, Fault>> = {
  /** Every connection is refused with RST. */
  reset: { onset: breakOff, up: breakOff },
  /** Nothing passes, nobody is told; what was opened then stays dead when the line is good again, as behind a forgetful router. */
  'black-hole': { onset: die, up: die, down: die },
  /** Nothing passes until the line is good again, then all of it does, as TCP does after a gap in the signal. */
  stalled: {
    up: ({ toServer }, bytes) => toServer.push(bytes, { delay: Number.POSITIVE_INFINITY }),
    down: ({ toPhone }, bytes) => toPhone.push(bytes, { delay: Number.POSITIVE_INFINITY }),
  },
  /** The server's end of every open connection is gone, the phone's end never hears of it. New ones are good. */
  'half-open': {
    onset: (passage) => {
      die(passage);
      passage.server.destroy();
    },
  },
  /** A push breaks off half-way up. */
  'half-request': {
    up: (passage, bytes) => {
      if (!isPush(passage)) return passage.toServer.push(bytes);
      passage.toServer.push(bytes.subarray(0, bytes.length >> 1));
      setTimeout(() => breakOff(passage), 30);
    },
  },
  /** Half of a reply arrives. */
  'truncated-reply': {
    down: (passage, bytes) => {
      passage.toPhone.push(bytes.subarray(0, bytes.length >> 1));
      setTimeout(() => breakOff(passage), 10);
    },
  },
  /** The server has done it, and nobody hears so. */
  'dropped-reply': { down: breakOff },
  'too-large': {
    up: (passage, bytes) => {
      if (isPush(passage) && passage.whole > STINGY_BYTES) say(passage, 413, 'Request Entity Too Large');
      else passage.toServer.push(bytes);
    },
  },
  'bad-gateway': { onset: breakOff, up: (passage) => say(passage, 502, 'Bad Gateway') },
  'captive-portal': { onset: breakOff, up: (passage) => say(passage, 200, 'Sign in to the network') },
  slow: { up: trickle('toServer'), down: trickle('toPhone') },
  delayed: {
    up: (passage, bytes) => passage.toServer.push(bytes, { delay: delayOf(bytes) }),
    down: (passage, bytes) => passage.toPhone.push(bytes, { delay: delayOf(bytes) }),
  },
};

export function breakOff({ phone, server }: Passage): void {
  phone.resetAndDestroy();
  server.destroy();
}

function die(passage: Passage): void {
  passage.isDead = true;
}

function say(passage: Passage, status: number, title: string): void {
  const page = `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    'content-type: text/html; charset=utf-8',
    `content-length: ${page.length}`,
    'connection: close',
  ];
  passage.isDead = true;
  passage.server.destroy();
  passage.phone.end(`${head.join('\r\n')}\r\n\r\n${page}`);
}

function trickle(end: 'toServer' | 'toPhone') {
  return (passage: Passage, bytes: Buffer) => {
    for (let from = 0; from < bytes.length; from += SLICE) {
      const slice = bytes.subarray(from, from + SLICE);
      passage[end].push(slice, { takes: (slice.length * 8 * 1000) / SLOW_BITS });
    }
  };
}

function delayOf(bytes: Buffer): number {
  return DELAYS[bytes.length % DELAYS.length] ?? 0;
}
