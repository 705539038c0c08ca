import { render, screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { learnLanguage } from '../../shared/words/words.ts';
import { aPhone } from '../local/a-phone.contract.ts';
import { setThisPhone } from '../local/phone.ts';
import { NOW } from '../local/small-store.contract.ts';
import { WordsProvider } from '../ui/words.tsx';
import { ShiftOver } from './shift-over.tsx';

let phone: Awaited<ReturnType<typeof aPhone>>;

beforeEach(async () => {
  await learnLanguage('en');
  phone = await aPhone();
  setThisPhone(phone.phone);
});

/** The worker’s shift ends at that moment; the phone’s clock stands at ten. */
async function shown(expiresAt: number): Promise<HTMLElement> {
  await phone.outbox.shift.update('this', { expiresAt });
  const { container } = render(
    <WordsProvider language="en">
      <ShiftOver />
    </WordsProvider>,
  );
  return container;
}

it('a worker whose shift is over is told so, and what scans count as until the next sign-in', async () => {
  await shown(NOW);
  await screen.findByText('Your shift is over: sign in again where there is signal');
  screen.getByText('What you scan until then is kept, but counts as done without authority.');
});

it('a worker on shift is told nothing', async () => {
  const container = await shown(NOW + 1);
  await phone.outbox.shift.get('this');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(container.textContent).toBe('');
});
