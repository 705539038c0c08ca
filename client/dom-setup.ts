import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';
import { learnLanguage } from '../shared/words/words.ts';

await learnLanguage('en');

afterEach(cleanup);
