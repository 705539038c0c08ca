import { describe, expect, it } from 'vitest';
import { dexieQueue } from '../queue/dexie-queue.ts';
import { enrolledOutbox } from '../queue/paper-server.contract.ts';
import type { Failure } from '../queue/wire.ts';
import { hearSecondThoughts } from './second-thoughts.ts';

const REFUSED = { kind: 'refused', field: null, message: 'no' } as const;

describe('second thoughts', () => {
  it.each<[string, Failure, boolean]>([
    ['a server that does not know the call has none', { ...REFUSED, isUnknown: true }, true],
    ['a server that refuses just now is asked again', REFUSED, false],
    ['a server that is broken is asked again', { kind: 'server', message: 'broken' }, false],
    ['a server that nobody reaches is asked again', { kind: 'unreachable', timedOut: true }, false],
  ])('%s', async (_, failure, isHeard) => {
    const queue = dexieQueue(await enrolledOutbox());
    expect(await hearSecondThoughts(queue, { secondThoughts: async () => ({ ok: false, failure }) })).toBe(isHeard);
  });
});
