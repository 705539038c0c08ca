import { workerData } from 'node:worker_threads';
import { EventSourceOverFetch } from './event-source.ts';

/**
 * What a browser gives a phone's code and Node does not: an origin, cookies, server-sent events. Loaded before the client.
 * Phones of one harness must not hear each other or share locks, as tabs of one browser do.
 */
const { origin } = workerData as { origin: string };
const jar = { cookie: '' };
const send = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const headers = new Headers(init?.headers);
  headers.set('origin', origin);
  if (jar.cookie) headers.set('cookie', jar.cookie);
  const response = await send(new URL(String(input), origin), { ...init, headers });
  for (const line of response.headers.getSetCookie()) jar.cookie = line.split(';', 1)[0] ?? '';
  return response;
};
Object.assign(globalThis, { EventSource: EventSourceOverFetch, BroadcastChannel: undefined });
Object.defineProperty(globalThis, 'navigator', { value: { userAgent: 'a phone without a screen' } });
