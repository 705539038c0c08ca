import { expect, it } from 'vitest';
import { isLooseIos } from './install-hint.tsx';

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15';
const ANDROID = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36';

it.each([
  ['an iPhone in Safari', { userAgent: IPHONE, maxTouchPoints: 5, standalone: false }, true],
  ['an iPhone from the home screen', { userAgent: IPHONE, maxTouchPoints: 5, standalone: true }, false],
  ['an iPad, which calls itself a Mac', { userAgent: MAC, maxTouchPoints: 5, standalone: false }, true],
  ['a Mac', { userAgent: MAC, maxTouchPoints: 0 }, false],
  ['an Android phone', { userAgent: ANDROID, maxTouchPoints: 5 }, false],
])('%s is asked to go to the home screen only where that keeps its scans', (_, browser, asked) => {
  expect(isLooseIos(browser)).toBe(asked);
});
