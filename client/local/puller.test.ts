import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import type { Pulled } from './follow-server.ts';
import { startPuller } from './puller.ts';

const DELAYS = { poll: 60_000, relisten: 5 };

let running: ReturnType<typeof startPuller> | undefined;
afterEach(() => running?.stop());

/** A phone whose line breaks `breaks` times, as soon as it listens, and whose every pull comes to the same. */
function pullerOver(pulled: Pulled, breaks: number) {
  let left = breaks;
  const pull = vi.fn(async () => pulled);
  const listen = (_poke: () => void, lost: () => void) => {
    if (left-- > 0) setTimeout(lost);
    return () => {};
  };
  running = startPuller({ pull, listen, told: () => {}, random: () => 1, delays: DELAYS });
  return pull;
}

it('asks at once when the line breaks: the server may have been put back from a backup', async () => {
  const pull = pullerOver({ kind: 'current' }, 1);
  await vi.waitFor(() => expect(pull).toHaveBeenCalledTimes(1));
});

it('asks by the poll alone while the shift is over, however often it cannot listen', async () => {
  const pull = pullerOver({ kind: 'session-expired' }, 1000);
  await sleep(100);
  expect(pull).toHaveBeenCalledTimes(1);
});
