import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';
import { learnLanguage } from '../shared/words/words.ts';

await learnLanguage('en');

afterEach(cleanup);

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
