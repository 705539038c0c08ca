import { describe, expect, it } from 'vitest';
import { IDLE_AFTER_MS, openCamera } from './camera.ts';
import { type FakeLens, fakeDevices } from './fake-camera.arbitrary.ts';

const TWO: Readonly<Record<string, FakeLens>> = { wide: {}, main: { torch: true, zoom: { min: 1, max: 4, step: 0.5 } } };

/** A camera with a clock to wind on by hand. */
function phone(devices = fakeDevices(TWO)) {
  const kept = new Map<string, string>();
  let now = 0;
  let due: { at: number; act: () => void } | null = null;
  const camera = openCamera({
    devices,
    memory: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
    later: (act, ms) => {
      const mine = { at: now + ms, act };
      due = mine;
      return () => {
        if (due === mine) due = null;
      };
    },
  });
  const pass = (ms: number) => {
    now += ms;
    if (due && due.at <= now) due.act();
  };
  return { camera, devices, pass, kind: () => camera.store.getState().kind, state: () => camera.store.getState() };
}

describe('the camera', () => {
  it('is asked for once, however many screens wake it', async () => {
    const { camera, devices } = phone();
    await Promise.all([camera.wake(), camera.wake()]);
    await camera.wake();
    expect(devices.asked).toEqual(['any']);
    expect(camera.store.getState()).toMatchObject({
      kind: 'on',
      chosen: 'wide',
      choices: [{ id: 'wide', name: 'wide camera' }, { id: 'main' }],
    });
  });

  it('rests after a minute without work, and stops the lens', async () => {
    const { camera, devices, pass, kind } = phone();
    await camera.wake();
    pass(IDLE_AFTER_MS - 1);
    expect(kind()).toBe('on');
    pass(1);
    expect(kind()).toBe('asleep');
    expect(devices.opened[0]?.readyState).toBe('ended');
  });

  it('does not rest while someone works', async () => {
    const { camera, pass, kind } = phone();
    await camera.wake();
    pass(IDLE_AFTER_MS - 1);
    camera.stir();
    pass(IDLE_AFTER_MS - 1);
    expect(kind()).toBe('on');
  });

  it('wakes again after a rest', async () => {
    const { camera, devices, pass, kind } = phone();
    await camera.wake();
    pass(IDLE_AFTER_MS);
    await camera.wake();
    expect(kind()).toBe('on');
    expect(devices.opened).toHaveLength(2);
  });

  it('rests when the system takes the lens away', async () => {
    const { camera, devices, kind } = phone();
    await camera.wake();
    devices.opened[0]?.dispatchEvent(new Event('ended'));
    expect(kind()).toBe('asleep');
  });

  it('remembers the lens that was chosen', async () => {
    const { camera, devices, state } = phone();
    await camera.wake();
    await camera.choose('main');
    expect(state()).toMatchObject({ kind: 'on', chosen: 'main' });
    expect(devices.opened[0]?.readyState).toBe('ended');
    devices.opened[0]?.dispatchEvent(new Event('ended'));
    camera.sleep();
    await camera.wake();
    expect(devices.asked).toEqual(['any', 'main', 'main']);
  });

  it('takes another lens when the remembered one is gone', async () => {
    const { camera, devices, state } = phone();
    await camera.choose('unplugged');
    expect(devices.asked).toEqual(['unplugged', 'any']);
    expect(state()).toMatchObject({ kind: 'on', chosen: 'wide' });
  });

  it('offers torch and zoom only where the lens has them', async () => {
    const { camera, state } = phone();
    await camera.wake();
    expect(state()).toMatchObject({ torch: null, zoom: null });
    await camera.choose('main');
    expect(state()).toMatchObject({ torch: false, zoom: { now: 1, least: 1, most: 4, step: 0.5 } });
    await camera.torch(true);
    await camera.zoom(2.5);
    expect(state()).toMatchObject({ torch: true, zoom: { now: 2.5 } });
  });

  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'none'],
    ['NotReadableError', 'in-use'],
    ['AbortError', 'in-use'],
    ['SecurityError', 'insecure'],
    ['TypeError', 'unknown'],
  ])('says why there is no picture: %s is %s', async (name, problem) => {
    const { camera, state } = phone(fakeDevices(TWO, name));
    await camera.wake();
    expect(state()).toEqual({ kind: 'failed', problem });
  });

  it('can be tried again after it failed', async () => {
    const devices = fakeDevices(TWO, 'NotReadableError');
    const { camera } = phone(devices);
    await camera.wake();
    await camera.wake();
    expect(devices.asked).toEqual(['any', 'any']);
  });

  it('says that a page over plain http gets none', async () => {
    const camera = openCamera({
      devices: undefined,
      memory: { getItem: () => null, setItem: () => undefined },
      later: () => () => undefined,
    });
    await camera.wake();
    expect(camera.store.getState()).toEqual({ kind: 'failed', problem: 'insecure' });
  });
});
