import { act, render, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aReadyPhone, keep, pick } from '../local/a-phone.contract.ts';
import { setThisPhone } from '../local/phone.ts';
import { NOW } from '../local/small-store.contract.ts';
import { dexieQueue } from '../queue/dexie-queue.ts';
import { keepVerdicts } from '../queue/inbox.ts';
import { showQueue, showScan } from '../queue/queue-state.ts';
import { InboxScreen } from './inbox-screen.tsx';
import { NotSavedScreen } from './not-saved-screen.tsx';
import { QueueScreen } from './queue-screen.tsx';
import { StatusStrip } from './status-strip.tsx';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }));

async function phoneWithTwoPicks() {
  const ready = await aReadyPhone();
  setThisPhone(ready.phone);
  const first = await keep(ready.phone, pick('L-118', 'A-01-1', 3));
  await keep(ready.phone, pick('L-200', 'A-02-1', 1));
  return { ...ready, first };
}

describe('the status strip', () => {
  it('follows the queue and leads to it', async () => {
    await phoneWithTwoPicks();
    render(<StatusStrip />);
    expect(screen.getByRole('status')).toHaveTextContent('Online · no data yet');
    act(() => showQueue({ depth: 2, oldestWall: NOW - 31 * 60_000, dataAsOf: NOW }));
    expect(screen.getByRole('status')).toHaveTextContent('2 waiting · oldest 31 min');
    expect(screen.getByRole('link')).toHaveAttribute('href', '/queue');
    expect(screen.getByRole('link')).toHaveClass('strip-check');
  });
});

describe('the queue', () => {
  it('tells of every scan how far it has come', async () => {
    const { outbox, first } = await phoneWithTwoPicks();
    render(<QueueScreen />);
    const [newest, oldest] = await screen.findAllByRole('listitem');
    expect(newest).toHaveTextContent('Picked L-200 from A-02-1');
    expect(newest).toHaveTextContent('Saved on phone');
    await act(() =>
      keepVerdicts(
        dexieQueue(outbox),
        [{ id: first.id, n: 1, rev: 1, outcome: 'recorded', flags: [], occurredAt: NOW, error: 0, effect: 'applied' }],
        'e1',
      ),
    );
    expect(await within(oldest as HTMLElement).findByText('Recorded')).toBeVisible();
  });

  it('says so when nothing waits', async () => {
    const { phone } = await aReadyPhone();
    setThisPhone(phone);
    render(<QueueScreen />);
    expect(screen.getByText('Nothing waits on this phone')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Send now' })).toBeNull();
  });
});

describe('the inbox', () => {
  it('tells in one sentence why a scan needs a look, never that it was rejected', async () => {
    const { outbox, first } = await phoneWithTwoPicks();
    const broke = { code: 'lot-unknown', lot: '09501101530003/L-118' as never } as const;
    await keepVerdicts(
      dexieQueue(outbox),
      [{ id: first.id, n: 1, rev: 1, outcome: 'parked', broke, flags: [], occurredAt: NOW, error: 0, effect: 'none' }],
      'e1',
    );
    const { container } = render(<InboxScreen />);
    expect(await screen.findByText('is not known here', { exact: false })).toBeVisible();
    expect(container).not.toHaveTextContent(/reject/i);
    act(() => screen.getByRole('button', { name: 'For a supervisor' }).click());
    expect(await screen.findByText('Nothing to sort out')).toBeVisible();
  });
});

describe('a phone that cannot save', () => {
  it('shows the last scans, so that they can be written down', () => {
    showScan({ ...pick('L-118', 'A-01-1', 3), scans: [{ raw: '(10)L-118', symbology: ']Q1', via: 'camera' }] });
    render(<NotSavedScreen />);
    expect(screen.getByRole('alert')).toHaveTextContent('Stop scanning');
    expect(screen.getByRole('alert')).toHaveTextContent('Picked L-118 from A-01-1');
    expect(screen.getByRole('alert')).toHaveTextContent('(10)L-118');
    expect(screen.getByRole('button', { name: 'Written down: try again' })).toBeVisible();
  });

  it('says so when it is full', () => {
    showScan(pick('L-118', 'A-01-1', 3));
    act(() => showQueue({ notSaved: 'full' }));
    render(<NotSavedScreen />);
    expect(screen.getByRole('alert')).toHaveTextContent('This phone is full and can save no more scans');
  });
});
