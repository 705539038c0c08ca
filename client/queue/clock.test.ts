import { describe, expect, it } from 'vitest';
import { corrected, createClock } from './clock.ts';

/** A phone whose clocks the test turns; the server's clock is `late` ms ahead of the phone's wall clock. */
function phone(late: number) {
  const now = { wall: 1_000_000, mono: 0 };
  const clock = createClock({ wall: () => now.wall, mono: () => now.mono, boot: 'boot-1' });
  const pass = (ms: number) => {
    now.wall += ms;
    now.mono += ms;
  };
  const roundTrip = (ms: number) => {
    const sent = clock.stamp();
    pass(ms / 2);
    const serverNow = now.wall + late;
    pass(ms / 2);
    clock.learn(sent, serverNow);
  };
  return { now, clock, pass, roundTrip };
}

describe('the phone compares its clock with the server', () => {
  it('knows nothing before the first reply', () => {
    expect(phone(0).clock.stamp()).toMatchObject({ offset: null, error: null });
  });

  it('learns how late it is, give or take half the round trip', () => {
    const { clock, roundTrip } = phone(7000);
    roundTrip(200);
    expect(clock.stamp()).toMatchObject({ offset: 7000, error: 100 });
    expect(corrected(clock.stamp())).toBe(clock.stamp().wall + 7000);
  });

  it('keeps the quickest comparison until it has aged past a newer one: 50 ms a million', () => {
    const { clock, pass, roundTrip } = phone(7000);
    roundTrip(20);
    roundTrip(400);
    expect(clock.stamp().error).toBe(11);
    pass(3_600_000);
    expect(clock.stamp().error).toBe(191);
    roundTrip(300);
    expect(clock.stamp().error).toBe(150);
  });

  it('keeps the offset, unproven, over a sleep in which the monotonic clock stood still', () => {
    const { clock, now, roundTrip } = phone(7000);
    roundTrip(20);
    now.wall += 60_000;
    expect(clock.stamp()).toMatchObject({ offset: 7000, error: null });
    roundTrip(500);
    expect(clock.stamp().error).toBe(250);
  });

  it('knows nothing again when the wall clock was set back', () => {
    const { clock, now, roundTrip } = phone(7000);
    roundTrip(20);
    now.wall -= 60_000;
    expect(clock.stamp()).toMatchObject({ offset: null, error: null });
  });

  it('learns nothing from a reply during which the clock was set', () => {
    const { clock, now } = phone(0);
    const sent = clock.stamp();
    now.wall += 60_000;
    clock.learn(sent, now.wall);
    expect(clock.stamp().offset).toBeNull();
  });

  it('takes a drift of two seconds for what it is, and a longer jump for a new segment', () => {
    const { clock, now, roundTrip } = phone(0);
    roundTrip(20);
    now.wall += 2000;
    expect(clock.stamp().error).not.toBeNull();
    now.wall += 1;
    expect(clock.stamp().error).toBeNull();
  });
});
