import { describe, expect, it } from 'vitest';
import { newsGate } from './news-gate.ts';

const MORE = { kind: 'taken', more: true } as const;
const LAST = { kind: 'taken', more: false } as const;
const NOBODY = { kind: 'unreachable', timedOut: false } as const;

/** A gate before a queue of that many reports; `opened` counts how often news was let in that had waited. */
function gateBefore(reports: number) {
  const world = { depth: reports, at: 0, opened: 0 };
  const gate = newsGate({ depth: () => world.depth, now: () => world.at, open: () => world.opened++ });
  return { world, gate };
}

describe('news', () => {
  it('comes at once while the queue is short', () => {
    expect(gateBefore(500).gate.mayCome()).toBe(true);
  });

  it('waits while a long queue flows, and comes with the last of it', () => {
    const { gate, world } = gateBefore(3000);
    expect(gate.mayCome()).toBe(false);
    gate.pushed(MORE);
    expect(world.opened).toBe(0);
    gate.pushed(LAST);
    expect(world.opened).toBe(1);
    expect(gate.mayCome()).toBe(true);
  });

  it('comes when little is left of a long queue', () => {
    const { gate, world } = gateBefore(3000);
    gate.mayCome();
    world.depth = 400;
    gate.pushed(MORE);
    expect(world.opened).toBe(1);
  });

  it('is not asked for again when none was waiting', () => {
    const { gate, world } = gateBefore(3000);
    gate.pushed(LAST);
    expect(world.opened).toBe(0);
  });

  it('comes when the queue stands still, and waits again once it is tried anew', () => {
    const { gate, world } = gateBefore(3000);
    gate.mayCome();
    gate.pushed(NOBODY);
    expect(world.opened).toBe(1);
    expect(gate.mayCome()).toBe(true);
    gate.tries();
    expect(gate.mayCome()).toBe(false);
  });

  it('comes in between when a queue flows for long', () => {
    const { gate, world } = gateBefore(100_000);
    gate.mayCome();
    world.at = 29_999;
    gate.pushed(MORE);
    expect(world.opened).toBe(0);
    world.at = 30_000;
    gate.pushed(MORE);
    expect(world.opened).toBe(1);
    expect(gate.mayCome()).toBe(true);
    expect(gate.mayCome()).toBe(false);
  });
});
