import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { PICK, PUTAWAY } from '../floor/floor-flows.ts';
import { aReadyPhone } from '../local/a-phone.contract.ts';
import { setThisPhone } from '../local/phone.ts';
import { NOW } from '../local/small-store.contract.ts';
import type { Flow } from './flow.ts';
import { FlowScreen } from './flow-screen.tsx';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }));

/** A picker at work with a phone that has its stock; answers come from the list. */
async function atWork(flow: Flow = PICK) {
  const { phone, outbox } = await aReadyPhone();
  setThisPhone(phone);
  render(<FlowScreen flow={flow} shift={{ worker: 'w-ana', roles: ['picker'] }} job="Pick" />);
  tap('List');
  const queued = async () =>
    (await outbox.commands.toArray()).map(({ body }) => ({ kind: body.kind, payload: body.payload, told: body.told }));
  return { queued, outbox };
}

function tap(name: string | RegExp): void {
  fireEvent.click(screen.getByRole('button', { name }));
}

async function choose(...names: RegExp[]): Promise<void> {
  for (const name of names) fireEvent.click(await screen.findByRole('button', { name }));
}

describe('picking', () => {
  it('stops a younger lot while an older one can still be picked, and queues nothing', async () => {
    const { queued } = await atWork();
    await choose(/^A-02-1/, /^L-200/);
    const stop = await screen.findByRole('alert');
    expect(stop).toHaveTextContent('STOP');
    expect(stop).toHaveTextContent('Older lot first: L-118 in A-01-1, use by 5 Dec');
    expect(stop.querySelector('[data-shape="stop"]')).not.toBeNull();
    tap('Put it back');
    expect(await screen.findByRole('heading', { name: 'Scan a lot or a bin' })).toBeVisible();
    expect(await queued()).toEqual([]);
  });

  it('keeps what was done all the same, with what the worker had been told', async () => {
    const { queued } = await atWork();
    await choose(/^A-02-1/, /^L-200/, /I did it anyway/);
    await waitFor(async () => expect(await queued()).toHaveLength(1));
    const told = { outcome: 'stop', codes: ['older-lot-first'] };
    expect(await queued()).toMatchObject([{ kind: 'pick', payload: { from: 'A-02-1', quantity: 1 }, told }]);
  });

  it('keeps a good pick, says so, and takes it back within ten seconds', async () => {
    const { queued } = await atWork();
    await choose(/^A-01-1/, /^L-118/);
    expect(await screen.findByText('OK')).toBeVisible();
    tap('One more');
    await choose(/^Pick 2 carton/);
    expect(await screen.findByText('Saved')).toBeVisible();
    const recent = await screen.findByRole('region', { name: 'Last scans' });
    expect(recent).toHaveTextContent('Picked L-118 from A-01-1');
    fireEvent.click(within(recent).getByRole('button', { name: 'Undo' }));
    expect(await within(recent).findByText('Undone')).toBeVisible();
    const [pick, undo] = await queued();
    expect(pick).toMatchObject({ kind: 'pick', payload: { quantity: 2 }, told: { outcome: 'ok' } });
    expect(undo).toMatchObject({ kind: 'void' });
  });

  it('undoes a scan once, however quickly it is tapped, and claims nothing was shown', async () => {
    const { queued } = await atWork();
    await choose(/^A-01-1/, /^L-118/, /^Pick 1 carton/);
    const undo = await screen.findByRole('button', { name: 'Undo' });
    fireEvent.click(undo);
    fireEvent.click(undo);
    expect(await screen.findByText('Undone')).toBeVisible();
    expect((await queued()).slice(1)).toMatchObject([{ kind: 'void', told: { outcome: '', codes: [] } }]);
  });

  it('says that a deed was not kept when nobody is on shift any more, and keeps it on the next try', async () => {
    const { queued, outbox } = await atWork();
    const shift = await outbox.shift.get('this');
    await choose(/^A-01-1/, /^L-118/);
    await screen.findByRole('button', { name: /^Pick 1 carton/ });
    await outbox.shift.clear();
    tap(/^Pick 1 carton/);
    expect(await screen.findByRole('alert')).toHaveTextContent('Not saved: try again');
    expect(await queued()).toEqual([]);
    if (shift) await outbox.shift.put(shift);
    tap(/^Pick 1 carton/);
    await waitFor(async () => expect(await queued()).toHaveLength(1));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('says that an answer could not be looked up, and takes it on the next try', async () => {
    const { outbox } = await atWork();
    const shift = await outbox.shift.get('this');
    await choose(/^A-01-1/);
    await screen.findByRole('button', { name: /^L-118/ });
    await outbox.shift.clear();
    tap(/^L-118/);
    expect(await screen.findByRole('alert')).toHaveTextContent('That did not work: try again');
    if (shift) await outbox.shift.put(shift);
    tap(/^L-118/);
    expect(await screen.findByRole('button', { name: /^Pick 1 carton/ })).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('offers no undo for an older scan', async () => {
    await atWork();
    await choose(/^A-01-1/, /^L-118/, /^Pick 1 carton/);
    const recent = await screen.findByRole('region', { name: 'Last scans' });
    await within(recent).findByRole('button', { name: 'Undo' });
    vi.setSystemTime(NOW + 10_000);
    await waitFor(() => expect(within(recent).queryByRole('button', { name: 'Undo' })).toBeNull(), { timeout: 3000 });
  });
});

describe('putting away', () => {
  it('asks for another bin when the chosen one holds another lot, and keeps the rest', async () => {
    await atWork(PUTAWAY);
    tap('Type');
    fireEvent.change(screen.getByLabelText(TYPED), { target: { value: 'L-118' } });
    tap('Use this code');
    await screen.findByRole('heading', { name: 'Scan the bin it goes to' });
    tap('List');
    await choose(/^A-01-2/);
    expect(await screen.findByRole('alert')).toHaveTextContent('Bin A-01-2 already holds lot C-1');
    tap('Choose another bin');
    await choose(/^A-01-3/);
    expect(await screen.findByRole('heading', { name: 'Put in A-01-3' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Put away 40 carton' })).toBeEnabled();
  });
});

const TYPED = 'Bin code and its check character, or the whole label';

describe('typing', () => {
  it('refuses a wrong check character and shows which one it is', async () => {
    await atWork();
    tap('Type');
    fireEvent.change(screen.getByLabelText(TYPED), { target: { value: 'A-01-1X' } });
    tap('Use this code');
    const fault = await screen.findByRole('alert');
    expect(fault).toHaveTextContent('look at character 7');
    expect(fault.querySelector('mark')).toHaveTextContent('X');
  });

  it('says that the check character of a bin is missing, and calls no right one wrong', async () => {
    await atWork();
    tap('Type');
    fireEvent.change(screen.getByLabelText(TYPED), { target: { value: 'A-01-1' } });
    tap('Use this code');
    const fault = await screen.findByRole('alert');
    expect(fault).toHaveTextContent('Add its check character');
    expect(fault.querySelector('mark')).toBeNull();
  });

  it('takes a bin with its check character', async () => {
    await atWork();
    tap('Type');
    for (const key of 'A') tap(key);
    tap('123');
    for (const key of '-01-1') tap(key);
    tap('ABC');
    tap('J');
    tap('Use this code');
    expect(await screen.findByRole('heading', { name: 'Scan the lot in A-01-1' })).toBeVisible();
  });
});
