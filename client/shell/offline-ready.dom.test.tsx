import { render, screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { learnLanguage } from '../../shared/words/words.ts';
import { showQueue } from '../queue/queue-state.ts';
import { WordsProvider } from '../ui/words.tsx';
import { OfflineReady } from './offline-ready.tsx';
import { useWorkerHealth } from './update.ts';

const READY = 'Ready to work without signal';

beforeEach(async () => {
  await learnLanguage('en');
  showQueue({ dataAsOf: 1 });
  useWorkerHealth.setState({ appSaved: true, failed: false });
});

function said(): string {
  const { container } = render(
    <WordsProvider language="en">
      <OfflineReady />
    </WordsProvider>,
  );
  return container.textContent ?? '';
}

it('a phone that holds the app and the stock is ready to go where there is no signal', () => {
  expect(said()).toBe(READY);
  expect(screen.queryByRole('status')).toBeNull();
});

it.each([
  [
    'while the app is being saved',
    { appSaved: false },
    { dataAsOf: 1 },
    'Stay where there is signal until the app is saved on this phone.',
  ],
  ['before it has the stock', { appSaved: true }, { dataAsOf: null }, 'Stay where there is signal until the stock is on this phone.'],
])('%s it is told to stay', (_, health, queue, sentence) => {
  useWorkerHealth.setState(health);
  showQueue(queue);
  expect(said()).toBe(sentence);
});

it.each([
  ['cannot be saved at all: the red banner says so', { appSaved: false, failed: true }],
  ['is a developer’s, which is never saved', { appSaved: null, failed: false }],
])('an app that %s claims nothing', (_, health) => {
  useWorkerHealth.setState(health);
  expect(said()).toBe('');
});
