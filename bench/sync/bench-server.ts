import { mkdtempSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Router } from 'express';
import { trpcHandler } from '../../server/api/handler.ts';
import { createApp } from '../../server/app.ts';
import { createLog } from '../../server/ops/log.ts';
import { readHere } from '../../server/reading/desk-reader.ts';
import type { Store } from '../../server/store.ts';
import { NOW } from './filled-store.ts';

export interface BenchServer {
  /** Posts one push and returns the answer's bytes. */
  post(body: Buffer): Promise<Buffer>;
  close(): Promise<void>;
}

/** One connection to a server of the product's on this machine, kept open. */
export interface PushLine {
  post(body: Buffer): Promise<Buffer>;
  hangUp(): void;
}

/** The product's own app on loopback: guard, headers, limits, logging (errors only), tRPC. */
export async function serveStore(store: Store): Promise<BenchServer> {
  const log = createLog('error');
  const app = createApp({
    log,
    tls: 'off',
    trustProxy: false,
    trust: Router(),
    probes: {},
    routers: [],
    clientDir: mkdtempSync(join(tmpdir(), 'bench-client-')),
    trpc: trpcHandler({ store, reader: readHere(store.db), log, now: () => NOW }),
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { post, hangUp } = pushLine(port);
  return {
    post,
    close: () => {
      hangUp();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export function pushLine(port: number): PushLine {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return { post: (body) => postTo({ port, agent, body }), hangUp: () => agent.destroy() };
}

function postTo({ port, agent, body }: { port: number; agent: Agent; body: Buffer }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      'x-lotkeeper': '1',
      'sec-fetch-site': 'same-origin',
    };
    const call = request({ port, host: '127.0.0.1', method: 'POST', path: '/trpc/sync.push', agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve(Buffer.concat(parts)));
    });
    call.on('error', reject);
    call.end(body);
  });
}
