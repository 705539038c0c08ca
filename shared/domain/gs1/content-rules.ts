import { hasValidCheckDigit } from '../lots/ids.ts';
import type { CharacterSet } from './ai-table.ts';
import { checkPairOf } from './check-digit.ts';
import { COUNTRY_LETTERS, COUNTRY_NUMBERS, CURRENCY_NUMBERS, PACKAGE_TYPES } from './code-lists.ts';
import { isPositiveOffer, readCoupon } from './coupon-rules.ts';
import type { Gs1Error } from './gs1-data.ts';

/** What is wrong with one component of a value, and where in it; null when nothing is. */
export type ContentFault = { readonly error: Gs1Error; readonly at: number } | null;
type ContentRule = (text: string) => ContentFault;

const OUTSIDE: Readonly<Record<CharacterSet, RegExp>> = {
  N: /[^0-9]/,
  X: /[^!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]/,
  Y: /[^#\-/0-9A-Z]/,
  Z: /[^A-Za-z0-9\-_]/,
};

/** Every character belongs to the set. Set 64 may be padded with `=` to a multiple of three. */
export function judgeCharacters(set: CharacterSet, text: string): ContentFault {
  const padding = set === 'Z' ? (/=+$/.exec(text)?.[0].length ?? 0) : 0;
  const at = text.slice(0, text.length - padding).search(OUTSIDE[set]);
  if (at >= 0) return { error: set === 'N' ? 'not-numeric' : 'charset', at };
  return padding > 2 || (padding > 0 && text.length % 3 !== 0) ? { error: 'content', at: text.length - padding } : null;
}

/** The content rules that `ai-facts.ts` names, after the GS1 Syntax Dictionary's linters of the same names. */
export const CONTENT_RULES: Readonly<Record<string, ContentRule>> = {
  csum: (text) => (hasValidCheckDigit(text) ? null : { error: 'check-digit', at: text.length - 1 }),
  csumalpha: (text) =>
    text.length >= 2 && checkPairOf(text.slice(0, -2)) === text.slice(-2)
      ? null
      : { error: 'check-digit', at: Math.max(0, text.length - 2) },
  // The least GS1 company prefix is four digits; which ones are assigned is not looked up.
  gcppos1: (text) => matching(/^\d{4}/)(text),
  gcppos2: (text) => matching(/^.\d{4}/)(text),
  hasnondigit: matching(/\D/),
  nonzero: matching(/[1-9]/),
  zero: matching(/^0+$/),
  nozeroprefix: matching(/^[^0]/),
  yesno: matching(/^[01]$/),
  winding: matching(/^[019]$/),
  iso5218: matching(/^[0129]$/),
  mediatype: matching(/^(0[1-9]|10|[89]\d)$/),
  hyphen: matching(/^-+$/),
  importeridx: matching(/^[-0-9A-Z_a-z]$/),
  pcenc: matching(/^([^%]|%[0-9A-Fa-f]{2})*$/),
  yymmd0: (text) => judgeDate(text, 0),
  yymmdd: (text) => judgeDate(text, 1),
  yyyymmdd: (text) => shifted(judgeDate(text.slice(2), 1, Number(text.slice(0, 4))), 2),
  hh: matching(/^([01]\d|2[0-3])$/, 'time'),
  mi: matching(/^[0-5]\d$/, 'time'),
  ss: matching(/^[0-5]\d$/, 'time'),
  hhmi: matching(/^([01]\d|2[0-3])[0-5]\d$/, 'time'),
  iso3166: listed(COUNTRY_NUMBERS),
  iso3166999: (text) => (text === '999' ? null : listed(COUNTRY_NUMBERS)(text)),
  iso3166alpha2: listed(COUNTRY_LETTERS),
  iso4217: listed(CURRENCY_NUMBERS),
  packagetype: listed(PACKAGE_TYPES),
  pieceoftotal: (text) => judgePiece(Number(text.slice(0, text.length / 2)), Number(text.slice(text.length / 2))),
  posinseqslash: (text) => {
    const [, position, end] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text) ?? [];
    return position && Number(position) <= Number(end) ? null : { error: 'content', at: 0 };
  },
  latitude: (text) => (Number(text) <= 1_800_000_000 ? null : { error: 'content', at: 0 }),
  longitude: (text) => (Number(text) <= 3_600_000_000 ? null : { error: 'content', at: 0 }),
  iban: judgeIban,
  couponcode: judgeCoupon,
  couponposoffer: (text) => (isPositiveOffer(text) ? null : { error: 'content', at: 0 }),
};

function matching(pattern: RegExp, error: Gs1Error = 'content'): ContentRule {
  return (text) => (pattern.test(text) ? null : { error, at: 0 });
}

function listed(codes: ReadonlySet<string>): ContentRule {
  return (text) => (codes.has(text) ? null : { error: 'content', at: 0 });
}

/** YYMMDD from day `least` on. Without a clock the year 00 is 2000: leap years then follow from the two digits. */
function judgeDate(text: string, least: 0 | 1, year = 2000 + Number(text.slice(0, 2))): ContentFault {
  const month = Number(text.slice(2, 4));
  const day = Number(text.slice(4, 6));
  if (month < 1 || month > 12) return { error: 'date-month', at: 2 };
  return day < least || day > lastDayOf(year, month) ? { error: 'date-day', at: 4 } : null;
}

function shifted(found: ContentFault, by: number): ContentFault {
  return found && { error: found.error, at: found.at + by };
}

export function lastDayOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function judgePiece(piece: number, total: number): ContentFault {
  return piece >= 1 && piece <= total ? null : { error: 'piece-of-total', at: 0 };
}

/** ISO 13616: known country, more than ten characters, mod 97 over letters as 10–35 leaves 1. */
function judgeIban(text: string): ContentFault {
  if (!COUNTRY_LETTERS.has(text.slice(0, 2)) || text.length <= 10) return { error: 'content', at: 0 };
  const at = text.search(/[^0-9A-Z]/);
  if (at >= 0) return { error: 'charset', at };
  const turned = text.slice(4) + text.slice(0, 4);
  const rest = [...turned].reduce((sum, character) => Number(`${sum}${Number.parseInt(character, 36)}`) % 97, 0);
  return rest === 1 ? null : { error: 'check-digit', at: 2 };
}

function judgeCoupon(text: string): ContentFault {
  const coupon = readCoupon(text);
  if (!coupon) return { error: 'content', at: 0 };
  const { expiry, start } = coupon;
  const bad = (expiry && judgeDate(expiry, 1)) || (start && judgeDate(start, 1));
  return bad || (expiry && start && start > expiry) ? { error: 'content', at: 0 } : null;
}
