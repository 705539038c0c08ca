import { expect, test } from 'vitest';
import { phoneCookie, phoneFromCookies } from './phone-cookie.ts';

const PHONE = '0190f3c0-0000-7000-8000-00000000d001';
const sent = (line: string) => `a=b; ${line.split(';')[0]}; c`;

test.each([true, false])('a browser says which phone it was (https: %s)', (secure) => {
  expect(phoneFromCookies(sent(phoneCookie(PHONE, secure)), secure)).toBe(PHONE);
  expect(phoneCookie(PHONE, secure)).toMatch(/HttpOnly; SameSite=Strict; Max-Age=34560000/);
});

test('over HTTPS a cookie without the prefix does not count, and neither does a made-up one', () => {
  expect(phoneFromCookies(sent(phoneCookie(PHONE, false)), true)).toBeNull();
  expect(phoneFromCookies('lotkeeper-phone=x', false)).toBeNull();
  expect(phoneFromCookies(undefined, false)).toBeNull();
});
