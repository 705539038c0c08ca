import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aPhone, keep, pick } from '../local/a-phone.contract.ts';
import type { Phone } from '../local/phone.ts';
import { setThisPhone } from '../local/phone.ts';
import { readQrFrame, toQrFrames } from '../queue/qr-frames.ts';
import { keepSeen } from '../queue/seen-frames.ts';
import { squeezed } from '../queue/squeeze.ts';
import { HandOverScreen } from './hand-over-screen.tsx';
import { makeHandOver } from './make-hand-over.ts';
import { QueueScreen } from './queue-screen.tsx';
import { TakeOverScreen } from './take-over-screen.tsx';

async function phoneWith(scans: number): Promise<Phone> {
  const { phone } = await aPhone();
  for (let each = 0; each < scans; each++) await keep(phone, pick('L-118', 'A-01-1', 1));
  setThisPhone(phone);
  return phone;
}

async function handedOver(scans: number): Promise<string> {
  await phoneWith(scans);
  return (await makeHandOver('waiting'))?.text ?? '';
}

const open = (text: string) =>
  fireEvent.change(screen.getByLabelText('Open a file instead'), { target: { files: [new File([text], 'scans.json')] } });

describe('handing scans over', () => {
  it('says what happens to them, how many they are, and shows them as codes one after another', async () => {
    await phoneWith(14);
    render(<HandOverScreen />);
    expect(await screen.findByText('14 scans to hand over')).toBeVisible();
    expect(screen.getByText(/They stay here too, and nothing is counted twice/)).toBeVisible();
    fireEvent.click(screen.getByRole('button', { name: 'Show as codes' }));
    const code = await screen.findByRole('img', { name: /^Code 1 of \d$/ }, { timeout: 5000 });
    expect(code.querySelector('path')?.getAttribute('d')).toMatch(/^M/);
    fireEvent.click(screen.getByRole('button', { name: 'Hold this one' }));
    const shown = () => Number(/\d+/.exec(screen.getByRole('img').getAttribute('aria-label') ?? '')?.[0]);
    const held = shown();
    fireEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(shown()).not.toBe(held);
    fireEvent.click(screen.getByRole('button', { name: 'Previous' }));
    expect(shown()).toBe(held);
    fireEvent.click(screen.getByRole('button', { name: 'Go on' }));
    await waitFor(() => expect(shown()).not.toBe(held), { timeout: 5000 });
  });

  it('says so when nothing waits', async () => {
    await phoneWith(0);
    render(<HandOverScreen />);
    expect(await screen.findByText('Nothing waits on this phone')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Show as codes' })).toBeNull();
  });
});

describe('taking another phone’s scans', () => {
  it('keeps what its file holds, and says whose they are and what becomes of them', async () => {
    const text = await handedOver(3);
    await phoneWith(0);
    render(<TakeOverScreen />);
    open(text);
    expect(await screen.findByText('3 scans of Ana are now on this phone too')).toBeVisible();
    expect(await screen.findByText('3 scans of Ana wait to be sent')).toBeVisible();
  });

  it('says what is wrong with a file that is none, that is damaged, or that is its own', async () => {
    const text = await handedOver(1);
    render(<TakeOverScreen />);
    for (const [given, said] of [
      [text, 'These scans are this phone’s own'],
      ['{}', 'That is not what another phone handed over'],
      [text.replace('"kind":"pick"', '"kind":"move"'), 'Something got lost on the way'],
    ] as const) {
      open(given);
      expect(await screen.findByText(said)).toBeVisible();
      fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    }
  });

  it('goes on with the codes it had seen before it was closed', async () => {
    const frames = await toQrFrames(await squeezed(await handedOver(14)));
    const { outbox } = await phoneWith(0);
    const some = frames.slice(0, -1).flatMap((frame) => readQrFrame(frame) ?? []);
    await keepSeen(outbox, new Map(some.map((frame) => [frame.index, frame])));
    render(<TakeOverScreen />);
    expect(await screen.findByText(`${frames.length - 1} of ${frames.length} codes`)).toBeVisible();
    expect(screen.getByText(`Still missing: ${frames.length}`)).toBeVisible();
  });
});

describe('a phone that carries another’s scans', () => {
  it('says in its queue how far they have come and what stands in their way', async () => {
    const text = await handedOver(3);
    const { outbox } = await phoneWith(0);
    const { unmount } = render(<TakeOverScreen />);
    open(text);
    await screen.findByText('3 scans of Ana are now on this phone too');
    unmount();
    render(<QueueScreen />);
    const carried = (await screen.findByText('Carried for other phones')).parentElement as HTMLElement;
    await act(() => outbox.carried.toCollection().modify({ problem: 'gap' }));
    expect(await within(carried).findByText(/The server lacks earlier scans of that phone/)).toBeVisible();
    await act(() => outbox.carried.toCollection().modify({ problem: null, taken: { epoch: 'e1', rev: 9 } }));
    expect(await within(carried).findByText('3 scans of Ana have reached the server')).toBeVisible();
  });
});
