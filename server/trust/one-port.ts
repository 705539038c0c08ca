import {
  createServer as createHttpServer,
  type Server as HttpServer,
  type RequestListener,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import type { Pair } from './authority.ts';

/** How long a client may take, in ms. A phone at 50 kbit/s needs two minutes for a full batch. */
export interface PortLimits {
  /** Until the first byte, and again until a TLS handshake is done. */
  readonly greeting: number;
  readonly headers: number;
  readonly request: number;
  /** Between two requests of one connection. */
  readonly keepAlive: number;
  /** Without a byte either way within a request. */
  readonly silence: number;
  /** How often `headers` and `request` are looked at. */
  readonly check: number;
}

const LIMITS: PortLimits = { greeting: 10_000, headers: 15_000, request: 180_000, keepAlive: 60_000, silence: 120_000, check: 5_000 };
const TLS_HANDSHAKE = 0x16;

export interface OnePortParts {
  /** Answers plain HTTP. */
  readonly plain: RequestListener;
  /** Answers HTTPS, with this certificate to begin with; null when TLS is off. */
  readonly secure: { readonly answer: RequestListener; readonly pair: Pair } | null;
  readonly limits?: Partial<PortLimits>;
}

export interface OnePort {
  /** Resolves to the port it got: 0 asks for any. */
  listen(port: number, host: string): Promise<number>;
  /** Gives new connections this certificate. Throws, and keeps the old one, when certificate and key do not fit. */
  present(pair: Pair): void;
  /** Accepts nobody new, lets running requests finish for so many ms, then ends every connection. */
  close(graceMs: number): Promise<void>;
}

/** One TCP port for HTTP and HTTPS: the first byte of a connection says which server gets it. */
export function createOnePort(parts: OnePortParts): OnePort {
  const limits = { ...LIMITS, ...parts.limits };
  const plain = createHttpServer(httpOptions(limits), parts.plain);
  const secure =
    parts.secure &&
    createHttpsServer({ ...httpOptions(limits), ...tlsOptions(parts.secure.pair), handshakeTimeout: limits.greeting }, parts.secure.answer);
  const inner: readonly HttpServer[] = secure === null ? [plain] : [plain, secure];
  for (const server of inner) server.setTimeout(limits.silence);

  const accepted = new Set<Socket>();
  const door = createServer({ noDelay: true }, (socket) => {
    accepted.add(socket);
    socket.once('close', () => accepted.delete(socket));
    sniff(socket, limits.greeting, (firstByte) => (secure !== null && firstByte === TLS_HANDSHAKE ? secure : plain));
  });
  const finish = [finisherOf(plain, 'connection'), ...(secure === null ? [] : [finisherOf(secure, 'secureConnection')])];

  return {
    async listen(port, host) {
      await listening(door, port, host);
      // The inner servers never listen themselves, and only this event makes them watch their limits.
      for (const server of inner) server.emit('listening');
      const address = door.address();
      return typeof address === 'object' && address !== null ? address.port : port;
    },
    present: (pair) => secure?.setSecureContext(tlsOptions(pair)),
    async close(graceMs) {
      const closed = new Promise<void>((resolve) => door.close(() => resolve()));
      for (const socket of accepted) if (socket.bytesRead === 0) socket.destroy();
      for (const each of finish) each();
      const deadline = setTimeout(() => {
        for (const socket of accepted) socket.destroy();
      }, graceMs);
      await closed;
      clearTimeout(deadline);
      for (const server of inner) server.close();
    },
  };
}

/** Hands a connection, its first bytes put back, to the server that speaks its protocol. */
function sniff(socket: Socket, withinMs: number, serverFor: (firstByte: number | undefined) => HttpServer): void {
  const giveUp = () => socket.destroy();
  socket.on('error', giveUp);
  socket.setTimeout(withinMs, giveUp);
  socket.once('data', (chunk: Buffer) => {
    socket.pause();
    socket.setTimeout(0, giveUp);
    socket.unshift(chunk);
    serverFor(chunk[0]).emit('connection', socket);
    process.nextTick(() => socket.resume());
  });
}

/** Ends a server's connections: idle ones and endless streams when called, all others as soon as they have nothing running. */
function finisherOf(server: HttpServer, connectionEvent: 'connection' | 'secureConnection'): () => void {
  const running = new Map<Socket, ServerResponse | null>();
  let isFinishing = false;
  const rest = (socket: Socket) => {
    if (isFinishing) socket.destroySoon();
    else if (!socket.destroyed) running.set(socket, null);
  };
  server.on(connectionEvent, (socket: Socket) => {
    socket.once('close', () => running.delete(socket));
    rest(socket);
  });
  server.on('request', (request, response) => {
    running.set(request.socket, response);
    response.once('close', () => rest(request.socket));
  });
  return () => {
    isFinishing = true;
    for (const [socket, response] of running) if (response === null || isEndless(response)) socket.destroySoon();
  };
}

/** A stream of server-sent events: its phone opens another when the server is back. */
function isEndless(response: ServerResponse): boolean {
  return String(response.getHeader('content-type')).startsWith('text/event-stream');
}

function listening(door: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    door.once('error', reject);
    door.listen(port, host, () => {
      // From here on an error is one connection that could not be accepted; its client tries again.
      door.off('error', reject).on('error', () => undefined);
      resolve();
    });
  });
}

function httpOptions(limits: PortLimits): ServerOptions {
  return {
    headersTimeout: limits.headers,
    requestTimeout: limits.request,
    keepAliveTimeout: limits.keepAlive,
    connectionsCheckingInterval: limits.check,
  };
}

function tlsOptions(pair: Pair): SecureContextOptions {
  return { cert: pair.certificate, key: pair.key, minVersion: 'TLSv1.2' };
}
