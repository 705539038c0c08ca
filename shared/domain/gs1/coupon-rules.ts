/** Digits introduced by one digit saying how many: `lengths(1, 5)` is `1` and 1 digit … `5` and 5 digits. */
const lengths = (from: number, to: number, more = 0): string => {
  const counts = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  return `(?:${counts.map((count) => `${count}\\d{${count + more}}`).join('|')})`;
};

const companyPrefix = lengths(0, 6, 6);
const offerCode = '\\d{6}';
const serial = lengths(0, 9, 6);
const purchase = `${lengths(1, 5)}[0-49]\\d{3}`;
const furtherPurchase = `${purchase}(?:9|${companyPrefix})`;

const COUPON = new RegExp(
  [
    `^${companyPrefix}${offerCode}${lengths(1, 5)}${purchase}`,
    `(?:1[0-3]${furtherPurchase})?`,
    `(?:2${furtherPurchase})?`,
    '(?:3(?<expiry>\\d{6}))?',
    '(?:4(?<start>\\d{6}))?',
    `(?:5${serial})?`,
    `(?:6${lengths(1, 7, 6)})?`,
    '(?:9[01256][0-2]\\d[01])?$',
  ].join(''),
);

const POSITIVE_OFFER = new RegExp(`^[01]${companyPrefix}${offerCode}${serial}$`);

/** The dates of a North American coupon (AI 8110); null when it does not follow the application guideline's field order. */
export function readCoupon(text: string): { readonly expiry?: string; readonly start?: string } | null {
  const groups = COUPON.exec(text)?.groups;
  return groups ? { ...(groups.expiry && { expiry: groups.expiry }), ...(groups.start && { start: groups.start }) } : null;
}

/** Whether a coupon follows the positive offer file format (AI 8112): format, funder, offer, serial. */
export function isPositiveOffer(text: string): boolean {
  return POSITIVE_OFFER.test(text);
}
