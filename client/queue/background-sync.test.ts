import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Push } from '../../shared/wire/push.ts';
import { drainInBackground } from './background-sync.ts';
import { keepCertificates } from './certificates.ts';
import { enqueue } from './enqueue.ts';
import { enrolledOutbox, NOW, paperServer, sighting } from './paper-server.contract.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  indexedDB.deleteDatabase('outbox');
});

/** A phone with one scan waiting and no page open, and a server on paper behind the worker's own calls. */
async function world() {
  const outbox = await enrolledOutbox({ indexedDB, IDBKeyRange });
  await keepCertificates(outbox, { session: 'session-1', certificates: { device: 'sealed', shift: 'sealed too' } }, NOW);
  const server = paperServer(outbox);
  const calls: string[] = [];
  const answer = (status: number, body: object) => new Response(JSON.stringify(body), { status });
  const line = { knowsCertificates: true };
  vi.stubGlobal('fetch', async (path: string, { body }: { body: string }) => {
    calls.push(path.replace('/trpc/', ''));
    if (path.endsWith('access.present')) return line.knowsCertificates ? answer(200, { result: { data: {} } }) : answer(404, { error: {} });
    const reply = await server.push(JSON.parse(body) as Push);
    return reply.ok ? answer(200, { result: { data: reply.value } }) : answer(503, { error: {} });
  });
  await enqueue(outbox, sighting());
  return { server, calls, line };
}

describe('what waits while no page is open', () => {
  it('is sent, and again after a restore only when the server has seen who this phone is', async () => {
    const { server, calls } = await world();
    await drainInBackground();
    expect([calls.splice(0), server.ids()]).toEqual([['sync.push'], expect.arrayContaining([expect.any(String)])]);
    server.restore(0, 'e2');
    server.refuse = ({ epoch }) =>
      epoch === 'e2' ? null : { ok: true, value: { kind: 'reset', reset: 'epoch', epoch: 'e2', serverNow: NOW, laneLast: 0 } };
    const outbox = await enrolledOutbox({ indexedDB, IDBKeyRange });
    await enqueue(outbox, sighting(1));
    await drainInBackground();
    expect(calls).toEqual(['access.present', 'sync.push', 'access.present', 'sync.push']);
    expect(server.ids()).toHaveLength(2);
  });

  it('is sent to an older server, which knows of no certificates', async () => {
    const { server, calls, line } = await world();
    line.knowsCertificates = false;
    await drainInBackground();
    const outbox = await enrolledOutbox({ indexedDB, IDBKeyRange });
    await enqueue(outbox, sighting(1));
    await drainInBackground();
    expect(calls).toEqual(['sync.push', 'access.present', 'sync.push']);
    expect(server.ids()).toHaveLength(2);
  });

  it('is left to a later try when nobody answers', async () => {
    await world();
    vi.stubGlobal('fetch', async () => {
      throw new Error('no network');
    });
    await expect(drainInBackground()).rejects.toThrow(/scans still wait: unreachable/);
  });
});
