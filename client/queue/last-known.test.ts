import { expect, it } from 'vitest';
import { lastKnown } from './last-known.ts';

const never = () => new Promise<never>(() => undefined);

it('what is read in time is the newest', async () => {
  let n = 0;
  const read = lastKnown(async () => ++n);
  expect([await read(), await read()]).toEqual([1, 2]);
});

it('what takes long, or fails, is as it was read last', async () => {
  const answers: (() => Promise<number>)[] = [async () => 7, never, () => Promise.reject(new Error('broken'))];
  const read = lastKnown(() => (answers.shift() ?? never)(), 5);
  expect([await read(), await read(), await read()]).toEqual([7, 7, 7]);
});

it('what comes late counts the next time, unless something newer has come', async () => {
  let come: (value: number) => void = () => undefined;
  const late = new Promise<number>((resolve) => {
    come = resolve;
  });
  const answers: (() => Promise<number>)[] = [async () => 1, () => late, async () => 2, never];
  const read = lastKnown(() => (answers.shift() ?? never)(), 5);
  expect([await read(), await read(), await read()]).toEqual([1, 1, 2]);
  come(3);
  expect(await read()).toBe(2);
});

it('the first is waited for, and is nothing when it fails', async () => {
  const slow = lastKnown(() => new Promise<number>((resolve) => setTimeout(() => resolve(4), 50)), 5);
  expect(await slow()).toBe(4);
  const broken = lastKnown(() => Promise.reject(new Error('broken')), 5);
  expect(await broken()).toBeNull();
});
