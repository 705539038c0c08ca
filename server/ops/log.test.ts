import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

describe('the log', () => {
  it.each([
    { pin: '123456' },
    { worker: { pin: '123456' } },
    { request: { worker: { pin: '123456' } } },
    { request: { headers: { cookie: 's=123456', 'set-cookie': '123456', authorization: 'Bearer 123456' } } },
    { token: '123456', totp: '123456', device: { secret: '123456', password: '123456' } },
  ])('leaves secrets out: %j', (what) => {
    const lines: string[] = [];
    createLog('info', { write: (line) => lines.push(line) }).info(what, 'signed in');
    expect(lines.join()).toContain('signed in');
    expect(lines.join()).not.toContain('123456');
  });
});
