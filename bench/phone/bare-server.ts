import { EventEmitter, on } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { initTRPC } from '@trpc/server';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';

const trpc = initTRPC.create();

/** A call that does nothing but ring, and the ring as a server-sent event to whoever listens. */
function bareRouter() {
  const bell = new EventEmitter();
  return trpc.router({
    ring: trpc.procedure.mutation(() => void bell.emit('ring')),
    listen: trpc.procedure.subscription(async function* ({ signal }) {
      const rings = on(bell, 'ring', { ...(signal && { signal }) });
      yield true;
      for await (const _ of rings) yield true;
    }),
  });
}

export type BareRouter = ReturnType<typeof bareRouter>;

/** What the product's messages travel on, with no product at its end. */
export async function withBareServer<T>(act: (origin: string) => Promise<T>): Promise<T> {
  const answer = createHTTPHandler({ router: bareRouter(), basePath: '/trpc/' });
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/trpc/')) answer(request, response);
    else response.setHeader('content-type', 'text/html').end('<!doctype html>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
