import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';
import { shutDown } from './shutdown.ts';

describe('shutting down', () => {
  it('finishes requests first, then closes in order, also after one closer failed', async () => {
    const done: string[] = [];
    const closers = [
      { name: 'feed', close: () => void done.push('feed') },
      { name: 'broker', close: () => Promise.reject(new Error('gone')) },
      { name: 'ledger', close: async () => void done.push('ledger') },
    ];
    const finishRequests = async (graceMs: number) => void done.push(`requests within ${graceMs} ms`);
    expect(await shutDown({ log: createLog('silent'), finishRequests, closers })).toEqual(['broker']);
    expect(done).toEqual(['requests within 8000 ms', 'feed', 'ledger']);
  });
});
