import { EventEmitter, once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect as tlsConnect } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { issueLeaf, makeAuthority, type Pair } from './authority.ts';
import { createOnePort, type OnePort, type PortLimits } from './one-port.ts';

const NOW = new Date();
const QUICK: Partial<PortLimits> = { greeting: 150, headers: 150, request: 300, check: 30 };
let authority: Pair;
let leaf: Pair;
beforeAll(async () => {
  authority = await makeAuthority(['lotkeeper.test'], NOW);
  leaf = await issueLeaf(authority, ['lotkeeper.test', '127.0.0.1'], NOW);
});

const opened: OnePort[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((port) => port.close(0)));
});

describe('one port', () => {
  it('answers HTTP and HTTPS, whatever the size of the first packet', async () => {
    const port = await open();
    expect(await plainly(port, '/a')).toBe('plain /a 0');
    expect(await securely(port, '/b', Buffer.alloc(3_000_000))).toBe('secure /b 3000000');
    expect(await spoken(port, ['G', 'ET /c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'])).toContain('plain /c 0');
  });

  it('answers several requests on one connection of either kind', async () => {
    const port = await open();
    const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: authority.certificate });
    expect(await securely(port, '/1', null, agent)).toBe('secure /1 0');
    expect(await securely(port, '/2', null, agent)).toBe('secure /2 0');
    agent.destroy();
    const twice = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
    expect(await spoken(port, [twice, twice.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')])).toMatch(/plain[\s\S]*plain/);
  });

  it('gives TLS a plain refusal when TLS is off', async () => {
    const port = await open({ secure: null });
    expect(await spoken(port, [Buffer.from([0x16, 3, 1, 0, 5])])).toMatch(/^HTTP\/1.1 400/);
  });

  it.each([
    ['a first byte of neither protocol', Buffer.from([0x00, 0xff, 0x01])],
    ['a TLS record of nonsense', Buffer.from([0x16, 0xff, 0xff, 0xff, 0xff, 0x01])],
    ['SSH', Buffer.from('SSH-2.0-OpenSSH_9.0\r\n')],
  ])('hangs up on %s and goes on serving', async (_what, bytes) => {
    const port = await open();
    await spoken(port, [bytes]);
    expect(await securely(port, '/after')).toBe('secure /after 0');
  });

  it.each<[string, readonly Buffer[]]>([
    ['says nothing', []],
    ['starts a TLS handshake and stops', [Buffer.from([0x16, 3, 1, 1, 0])]],
    ['never ends its headers', [Buffer.from('GET / HTTP/1.1\r\nX-A: ')]],
    ['never sends the body it promised', [Buffer.from('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc')]],
  ])('hangs up on a client that %s', async (_what, words) => {
    const port = await open({ limits: QUICK });
    const began = Date.now();
    await spoken(port, words);
    expect(Date.now() - began).toBeLessThan(2_000);
  });

  it('shows a new certificate to new connections, and keeps the old one when the new one does not fit its key', async () => {
    const onePort = createOnePort({ plain: answer('plain'), secure: { answer: answer('secure'), pair: leaf } });
    opened.push(onePort);
    const port = await onePort.listen(0, '127.0.0.1');
    const renewed = await issueLeaf(authority, ['127.0.0.1'], NOW);
    expect(() => onePort.present({ certificate: renewed.certificate, key: leaf.key })).toThrow();
    const before = await shownBy(port);
    onePort.present(renewed);
    expect(await shownBy(port)).not.toBe(before);
  });

  it('says when the port is taken', async () => {
    const port = await open();
    const second = createOnePort({ plain: answer('plain'), secure: null });
    await expect(second.listen(port, '127.0.0.1')).rejects.toThrow(/EADDRINUSE/);
  });
});

describe('closing', () => {
  it('lets a running request finish over TLS, and waits for nobody else', async () => {
    const running = new EventEmitter<{ reached: [finish: () => void] }>();
    const reached = once(running, 'reached');
    const onePort = createOnePort({
      plain: answer('plain'),
      secure: { answer: (_request, response) => running.emit('reached', () => response.end('finished')), pair: leaf },
    });
    const port = await onePort.listen(0, '127.0.0.1');
    const idle = tlsConnect({ port, host: '127.0.0.1', ca: authority.certificate });
    const bystanders = [connect(port, '127.0.0.1'), idle];
    const gone = Promise.all(
      bystanders.map((socket) =>
        once(
          socket.on('error', () => undefined),
          'close',
        ),
      ),
    );
    await once(idle, 'secureConnect');
    const reply = securely(port, '/slow');
    const [finish] = (await reached) as [() => void];

    const closed = onePort.close(5_000);
    await gone;
    await expect(securely(port, '/late')).rejects.toThrow(/ECONNREFUSED/);
    finish();
    expect(await reply).toBe('finished');
    await closed;
  });

  it('does not wait for a stream of events, which never finishes', async () => {
    const stream: RequestListener = (_request, response) => {
      response.setHeader('content-type', 'text/event-stream');
      response.write('data: 1\n\n');
    };
    const onePort = createOnePort({ plain: stream, secure: { answer: stream, pair: leaf } });
    const port = await onePort.listen(0, '127.0.0.1');
    for (const request of [
      httpRequest({ port, host: '127.0.0.1' }),
      httpsRequest({ port, host: '127.0.0.1', ca: authority.certificate }),
    ]) {
      await once(request.end(), 'response');
      request.on('error', () => undefined);
    }
    const began = Date.now();
    await onePort.close(5_000);
    expect(Date.now() - began).toBeLessThan(2_000);
  });

  it('ends what has not finished in time', async () => {
    const running = new EventEmitter();
    const reached = once(running, 'reached');
    const onePort = createOnePort({ plain: () => running.emit('reached'), secure: null });
    const port = await onePort.listen(0, '127.0.0.1');
    const reply = plainly(port, '/stuck');
    const failed = expect(reply).rejects.toThrow(/socket hang up/);
    await reached;
    await onePort.close(100);
    await failed;
  });
});

async function open(changes: Partial<Parameters<typeof createOnePort>[0]> = {}): Promise<number> {
  const onePort = createOnePort({ plain: answer('plain'), secure: { answer: answer('secure'), pair: leaf }, ...changes });
  opened.push(onePort);
  return onePort.listen(0, '127.0.0.1');
}

function answer(name: string): RequestListener {
  return (request, response) => {
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
    });
    request.on('end', () => response.end(`${name} ${request.url} ${size}`));
  };
}

async function plainly(port: number, path: string): Promise<string> {
  const request = httpRequest({ port, host: '127.0.0.1', path }).end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return text(response);
}

async function securely(port: number, path: string, body: Buffer | null = null, agent?: Agent): Promise<string> {
  const trust = { ca: authority.certificate, ...(agent === undefined ? {} : { agent }) };
  const request = httpsRequest({ port, host: '127.0.0.1', path, method: body === null ? 'GET' : 'POST', ...trust }).end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return text(response);
}

/** Says these things, some milliseconds apart, and resolves to all that came back once the server hung up. */
async function spoken(port: number, words: readonly (string | Buffer)[]): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.on('error', () => undefined);
  let heard = '';
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString('latin1');
  });
  await once(socket, 'connect');
  for (const word of words) {
    socket.write(word);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  if (!socket.closed) await once(socket, 'close');
  return heard;
}

async function shownBy(port: number): Promise<string> {
  const socket = tlsConnect({ port, host: '127.0.0.1', ca: authority.certificate });
  await once(socket, 'secureConnect');
  const shown = socket.getPeerCertificate().fingerprint256;
  socket.destroy();
  return shown;
}
