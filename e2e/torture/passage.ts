import type { Socket } from 'node:net';

/** One connection of a phone on its way through the line, and what is known of the request it carries. */
export interface Passage {
  readonly phone: Socket;
  readonly server: Socket;
  readonly toServer: Pipe;
  readonly toPhone: Pipe;
  /** Path of the request under way, and how many bytes of it there are and have come. */
  asks: string;
  whole: number;
  come: number;
  /** Nothing passes any more, and neither end is told. */
  isDead: boolean;
}

/** Bytes in order to one end. Those behind never overtake. */
export interface Pipe {
  /** Passes bytes on after `delay` ms (Infinity: not before a flush), the line being busy with them for `takes` ms. */
  readonly push: (bytes: Buffer, how?: { readonly delay?: number; readonly takes?: number }) => void;
  /** Passes on at once whatever still waits. */
  readonly flush: () => void;
}

export function pipeTo(end: Socket): Pipe {
  const waiting: { bytes: Buffer; at: number }[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let freeAt = 0;

  function write(bytes: Buffer): void {
    if (!end.destroyed && end.writable) end.write(bytes);
  }

  function pump(): void {
    clearTimeout(timer);
    timer = undefined;
    while (waiting[0] && waiting[0].at <= Date.now()) write(waiting.shift()?.bytes ?? Buffer.alloc(0));
    if (waiting[0] && waiting[0].at < Number.POSITIVE_INFINITY) timer = setTimeout(pump, waiting[0].at - Date.now());
  }

  return {
    push: (bytes, { delay = 0, takes = 0 } = {}) => {
      freeAt = Math.max(Date.now() + delay, freeAt) + takes;
      waiting.push({ bytes, at: freeAt });
      pump();
    },
    flush: () => {
      freeAt = 0;
      for (const each of waiting) each.at = 0;
      pump();
    },
  };
}

const REQUEST = /^(?:GET|POST|HEAD|PUT|DELETE|OPTIONS) (\S+) HTTP\/1/;

/** Follows the requests on one connection: HTTP/1.1 without pipelining, so a request begins where bytes of one begin. */
export function follow(passage: Passage, bytes: Buffer): void {
  const head = bytes.subarray(0, 8192).toString('latin1');
  const [, path] = REQUEST.exec(head) ?? [];
  if (path === undefined) {
    passage.come += bytes.length;
    return;
  }
  const ends = head.indexOf('\r\n\r\n');
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  passage.asks = path;
  passage.whole = (ends < 0 ? head.length : ends + 4) + length;
  passage.come = bytes.length;
}

export function isPush({ asks }: Passage): boolean {
  return asks.startsWith('/trpc/sync.push');
}
