import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import type { Pulled } from './follow-server.ts';
import { startPuller } from './puller.ts';

const DELAYS = { poll: 60_000, retry: 60_000, relisten: 5, opening: 60_000 };

let running: ReturnType<typeof startPuller> | undefined;
afterEach(() => running?.stop());

interface Line {
  readonly poke: () => void;
  readonly lost: () => void;
}

/** A phone whose pulls come to what `pulled` says, and every line it opened. */
function pullerOver(pulled: () => Pulled, delays = DELAYS, echo = () => 0) {
  const lines: Line[] = [];
  const pull = vi.fn(async () => pulled());
  const listen = (poke: () => void, lost: () => void) => {
    lines.push({ poke, lost });
    return () => {};
  };
  const told = vi.fn();
  running = startPuller({ pull, listen, told, echo, random: () => 1, delays });
  return { pull, lines, told, wake: running.wake };
}

it('asks at once when the line breaks: the server may have been put back from a backup', async () => {
  const { pull, lines } = pullerOver(() => ({ kind: 'current' }));
  lines[0]?.lost();
  await vi.waitFor(() => expect(pull).toHaveBeenCalledTimes(1));
});

it('takes a line that never opens for a broken one: it asks, and listens anew', async () => {
  const { pull, lines } = pullerOver(() => ({ kind: 'current' }), { ...DELAYS, opening: 10 });
  await vi.waitFor(() => expect(lines.length).toBeGreaterThan(1));
  expect(pull).toHaveBeenCalled();
});

it('leaves a line alone that has opened, however quiet it is', async () => {
  const { lines } = pullerOver(() => ({ kind: 'current' }), { ...DELAYS, opening: 10 });
  lines[0]?.poke();
  await sleep(50);
  expect(lines).toHaveLength(1);
});

it('listens anew although a poke of the broken line comes late', async () => {
  const { lines } = pullerOver(() => ({ kind: 'current' }));
  lines[0]?.lost();
  lines[0]?.poke();
  await vi.waitFor(() => expect(lines).toHaveLength(2));
});

it('waits when poked by an echo, and however many follow, no longer', async () => {
  const { pull, lines } = pullerOver(
    () => ({ kind: 'current' }),
    DELAYS,
    () => 60,
  );
  const began = performance.now();
  const poking = setInterval(() => lines[0]?.poke(), 5);
  await vi.waitFor(() => expect(pull).toHaveBeenCalled(), { interval: 5 });
  clearInterval(poking);
  expect(performance.now() - began).toBeGreaterThan(50);
});

it('tries again by itself what came to nothing, though the line is open and nobody pokes', async () => {
  const answers: Pulled[] = [
    { kind: 'unreachable', timedOut: false },
    { kind: 'server', message: 'busy' },
  ];
  const { pull, lines, told } = pullerOver(() => answers.shift() ?? { kind: 'current' }, { ...DELAYS, retry: 10 });
  lines[0]?.poke();
  await vi.waitFor(() => expect(told).toHaveBeenLastCalledWith({ kind: 'current' }));
  await sleep(50);
  expect(pull).toHaveBeenCalledTimes(3);
});

it('tries again later and later, but never later than the poll', async () => {
  vi.useFakeTimers();
  const { pull, wake } = pullerOver(() => ({ kind: 'unreachable', timedOut: true }), { ...DELAYS, retry: 5000, poll: 15_000 });
  wake();
  const callsAfter: number[] = [];
  for (const ms of [0, 4999, 1, 9999, 1, 14_999, 1, 14_999, 1]) {
    await vi.advanceTimersByTimeAsync(ms);
    callsAfter.push(pull.mock.calls.length);
  }
  vi.useRealTimers();
  expect(callsAfter).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5]);
});

it('begins a new copy at once when told to, but waits when told so of that one too', async () => {
  vi.useFakeTimers();
  const { pull, wake } = pullerOver(() => ({ kind: 'reset', reset: 'diverged' }), { ...DELAYS, retry: 5000 });
  wake();
  const callsAfter: number[] = [];
  for (const ms of [0, 4999, 1]) {
    await vi.advanceTimersByTimeAsync(ms);
    callsAfter.push(pull.mock.calls.length);
  }
  vi.useRealTimers();
  expect(callsAfter).toEqual([2, 2, 3]);
});

it('rests while the shift is over, but for the poll, and listens again once somebody has signed in', async () => {
  let kind: 'session-expired' | 'current' = 'session-expired';
  const { pull, lines, told, wake } = pullerOver(() => ({ kind }));
  wake();
  await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1));
  lines[0]?.lost();
  await sleep(50);
  expect([pull.mock.calls.length, lines.length]).toEqual([1, 1]);
  kind = 'current';
  wake();
  await vi.waitFor(() => expect(lines).toHaveLength(2));
});
