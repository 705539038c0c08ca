/** Last day of each span, inclusive; beyond the last one there is `>365`. */
const ENDS = [3, 7, 14, 30, 60, 90, 180, 365] as const;
const SPANS = ['0-3', '4-7', '8-14', '15-30', '31-60', '61-90', '91-180', '181-365', '>365'] as const;

/** Days since receipt; `none`: never received. */
export const AGE_BUCKETS = [...SPANS, 'none'] as const;
/** Days to expiry; `none`: the lot never expires. */
export const EXPIRY_BUCKETS = ['expired', ...SPANS, 'none'] as const;

export type AgeBucket = (typeof AGE_BUCKETS)[number];
export type ExpiryBucket = (typeof EXPIRY_BUCKETS)[number];

/** The expiry day itself is usable: day 0 is not expired. */
export function expiryBucketOf(daysLeft: number | null): ExpiryBucket {
  if (daysLeft === null) return 'none';
  return daysLeft < 0 ? 'expired' : spanOf(daysLeft);
}

/** A receipt dated after today (a phone's clock) counts as today's. */
export function ageBucketOf(ageDays: number | null): AgeBucket {
  return ageDays === null ? 'none' : spanOf(ageDays);
}

function spanOf(days: number): (typeof SPANS)[number] {
  const at = ENDS.findIndex((end) => days <= end);
  return SPANS[at === -1 ? ENDS.length : at] ?? '>365';
}
