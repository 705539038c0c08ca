import type { Sscc } from '../lots/ids.ts';
import { parseSscc } from '../lots/ids.ts';

/** GS1 mod 10 check digit to append to `digits` (weights 3, 1 from the right); null when they are not digits. */
export function checkDigitOf(digits: string): number | null {
  if (!/^\d+$/.test(digits)) return null;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1);
  }
  return (10 - (sum % 10)) % 10;
}

/**
 * Makes a pallet's SSCC: extension digit, GS1 company prefix, serial filled up with zeros to 17 digits, check digit.
 * Null when a part is not digits or the serial no longer fits beside the prefix.
 */
export function buildSscc(extension: number, companyPrefix: string, serial: number): Sscc | null {
  const room = 16 - companyPrefix.length;
  const number = String(serial).padStart(Math.max(room, 0), '0');
  if (!/^\d$/.test(String(extension)) || !/^\d{4,12}$/.test(companyPrefix) || number.length !== room) return null;
  const digits = `${extension}${companyPrefix}${number}`;
  return parseSscc(`${digits}${checkDigitOf(digits)}`);
}

/** Character sets of the alphanumeric check pair, each character worth its place. */
const SET_82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const SET_32 = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83];

/**
 * The two check characters of a GMN (AI 8013) or MUDI (8014): characters weighted by primes from the right,
 * modulo 1021, as two characters of set 32 (GS1 General Specifications §7.9.5). Takes up to 23 characters of set 82.
 */
export function checkPairOf(text: string): string {
  const sum = [...text].reverse().reduce((total, character, i) => total + SET_82.indexOf(character) * (PRIMES[i] ?? 0), 0) % 1021;
  return `${SET_32[sum >> 5]}${SET_32[sum & 31]}`;
}
