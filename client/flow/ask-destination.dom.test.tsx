import { fireEvent, render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { ViewChange } from '../../shared/wire/feed.ts';
import { aReadyPhone } from '../local/a-phone.contract.ts';
import { paperFeed } from '../local/paper-feed.contract.ts';
import { setThisPhone } from '../local/phone.ts';
import { NOW, smallStore } from '../local/small-store.contract.ts';
import { AskDestination } from './ask-destination.tsx';
import type { Heard } from './flow.ts';

function shipment(number: string, destination: string, startedAt: number): ViewChange {
  return {
    thing: 'shipment',
    key: number,
    after: { number, destination, carrier: null, startedAt: startedAt as EpochMs, departedAt: null },
  };
}

/** A dock asked where the goods go, with eight shipments open: the first was started first. */
async function asked(): Promise<Heard[]> {
  const shipments = Array.from({ length: 8 }, (_, n) => shipment(`SH-${n + 1}`, n === 0 ? 'Hospital kitchen' : 'Shop 12', NOW + n));
  const { phone } = await aReadyPhone(paperFeed([...smallStore(), ...shipments]));
  setThisPhone(phone);
  const heard: Heard[] = [];
  render(<AskDestination hear={(each) => heard.push(each) > 0} />);
  await screen.findByRole('button', { name: 'Shop 12 SH-8' });
  return heard;
}

const offered = () => screen.getAllByRole('button', { name: /SH-/ }).map((button) => button.textContent);
const write = (text: string) => fireEvent.change(screen.getByLabelText('Destination'), { target: { value: text } });

it('offers the newest shipments first, and no more than the screen holds', async () => {
  await asked();
  expect(offered()).toEqual(['SH-8', 'SH-7', 'SH-6', 'SH-5', 'SH-4', 'SH-3'].map((number) => `Shop 12 ${number}`));
});

it('finds an older shipment by its number or its destination', async () => {
  const heard = await asked();
  write('hosp');
  fireEvent.click(screen.getByRole('button', { name: 'Hospital kitchen SH-1' }));
  expect(heard).toEqual([{ kind: 'destination', text: 'Hospital kitchen', shipment: 'SH-1' }]);
  write('sh-2');
  expect(offered()).toEqual(['Shop 12 SH-2']);
});

it('takes a destination as it is written, and none without one', async () => {
  const heard = await asked();
  expect(screen.getByRole('button', { name: 'Next' })).toBeDisabled();
  write(' Harbour fish stall ');
  fireEvent.click(screen.getByRole('button', { name: 'Next' }));
  expect(heard).toEqual([{ kind: 'destination', text: 'Harbour fish stall' }]);
});
