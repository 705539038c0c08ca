import fc from 'fast-check';
import { checkDigitOf } from './check-digit.ts';

const CSET_82 = [...'!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'];

/** Values that every parser must survive: legal in character set 82, poison in markup, paths and queries. */
const POISON = ['<script>', '../../etc', '/', '//', '%', '%2F', '%00', '+', '?17=991231', '&', '(10)', '"', '.', '..', '=1+1', "'--"];

/** A value of 1 to `most` characters of GS1 character set 82. */
export const cset82 = (most: number) =>
  fc.oneof(
    fc.string({ unit: fc.constantFrom(...CSET_82), minLength: 1, maxLength: most }),
    fc.constantFrom(...POISON.filter((text) => text.length <= most)),
  );

const digits = (count: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: count, maxLength: count });

export const gtin = digits(13).map((body) => `${body}${checkDigitOf(body)}`);
export const sscc = digits(17).map((body) => `${body}${checkDigitOf(body)}`);
export const gln = digits(12).map((body) => `${body}${checkDigitOf(body)}`);
