import 'fake-indexeddb/auto';
import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import type { StoreApi } from 'zustand';
import { learnLanguage } from '../shared/words/words.ts';
import { setThisPhone } from './local/phone.ts';
import { useQueueState } from './queue/queue-state.ts';
import { useUpdate, useWorkerHealth } from './shell/update.ts';
import { usePreferences } from './ui/preferences.ts';

await learnLanguage('en');

/** Files share a process, in any order: each test finds what a page has only one of as a fresh page has it. */
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  setThisPhone(null);
  makeFresh(useQueueState);
  makeFresh(useUpdate);
  makeFresh(useWorkerHealth);
  makeFresh(usePreferences);
  localStorage.clear();
  sessionStorage.clear();
});

function makeFresh<T>(store: StoreApi<T>): void {
  store.setState(store.getInitialState(), true);
}

/** jsdom knows dialogs but cannot open or close them. */
HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
  this.dispatchEvent(new Event('close'));
};

// A busy machine shows a screen late; a screen that never comes fails all the same.
configure({ asyncUtilTimeout: 15_000 });
