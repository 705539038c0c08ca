import { expect, test } from 'vitest';
import { clearedCookie, sessionCookie, tokenFromCookies } from './session-cookie.ts';

test('over HTTPS the cookie is bound to this very host and never seen by scripts or other sites', () => {
  expect(sessionCookie('tok', { secure: true, maxAgeMs: 60_000 })).toBe(
    '__Host-lotkeeper=tok; Path=/; HttpOnly; SameSite=Strict; Max-Age=60; Secure',
  );
});

test('over plain http on this machine it goes without the prefix, which browsers refuse there', () => {
  expect(sessionCookie('tok', { secure: false, maxAgeMs: 60_000 })).toBe('lotkeeper=tok; Path=/; HttpOnly; SameSite=Strict; Max-Age=60');
});

test('what was set is read back, among other cookies', () => {
  expect(tokenFromCookies('a=b; __Host-lotkeeper=tok; c=d', true)).toBe('tok');
  expect(tokenFromCookies('lotkeeper=tok', false)).toBe('tok');
});

test('over HTTPS the name that any neighbour can set does not count', () => {
  expect(tokenFromCookies('lotkeeper=planted', true)).toBeNull();
});

test('signing out empties it at once', () => {
  expect(clearedCookie(true)).toContain('Max-Age=0');
  expect(tokenFromCookies('__Host-lotkeeper=', true)).toBeNull();
});
