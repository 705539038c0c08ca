import { EventSourceOverFetch } from './event-source.ts';

/**
 * What a browser gives a phone's code and Node does not: cookies, an origin, server-sent events. Loaded before the client.
 * Phones of one harness must not hear each other, as tabs of one browser do.
 */
const jar = { cookie: '' };
const send = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const url = new URL(String(input));
  const headers = new Headers(init?.headers);
  headers.set('origin', url.origin);
  if (jar.cookie) headers.set('cookie', jar.cookie);
  const response = await send(url, { ...init, headers });
  for (const line of response.headers.getSetCookie()) jar.cookie = line.split(';', 1)[0] ?? '';
  return response;
};
Object.assign(globalThis, { EventSource: EventSourceOverFetch, BroadcastChannel: undefined });
