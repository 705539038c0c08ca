import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { untilSent } from './strip.ts';

/** The network between phones and server, in the test's hand. */
export interface Line {
  /** What phones open. */
  readonly origin: string;
  /** Nobody gets through any more, and what is under way breaks off. */
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
  /** From now on the server has a newer app to offer: its service worker differs by a byte. */
  readonly publishNewVersion: () => void;
}

interface LineWish {
  readonly serverPort: number;
  /** The decoder's file arrives damaged, as for a phone that cannot run it. */
  readonly spoilsWasm?: boolean;
}

const AS_SCRIPT = { 'content-type': 'text/javascript', 'cache-control': 'no-cache' };
const NOT_WASM = Buffer.from('no WebAssembly here');

export async function openLine({ serverPort, spoilsWasm = false }: LineWish): Promise<Line> {
  let isNewer = false;
  const server = createServer((asked, answer) => {
    if (spoilsWasm && asked.url?.endsWith('.wasm')) answer.writeHead(200, { 'content-type': 'application/wasm' }).end(NOT_WASM);
    else if (isNewer && asked.url === '/sw.js') void newerWorker(serverPort).then((text) => answer.writeHead(200, AS_SCRIPT).end(text));
    else passOn(asked, answer, serverPort);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    cut: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    mend: () => listen(port),
    publishNewVersion: () => {
      isNewer = true;
    },
  };
}

/** A server that is gone breaks the connection off, as a dead machine does. */
function passOn(asked: IncomingMessage, answer: ServerResponse, port: number): void {
  const { method, url, headers } = asked;
  const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (reply) => {
    answer.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  answer.on('close', () => onward.destroy());
  asked.pipe(onward);
}

async function newerWorker(port: number): Promise<string> {
  const worker = await fetch(`http://127.0.0.1:${port}/sw.js`);
  return `${await worker.text()}\n`;
}

/** Until the phone can go where there is no network: its service worker holds the app, and it holds the stock. */
export async function untilReadyForOffline(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await untilSent(page);
}
