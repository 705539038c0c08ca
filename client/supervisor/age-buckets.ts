import type { AgeBucket, AgeCell, ExpiryBucket } from '../desk/answers.ts';
import type { Words } from '../ui/words.tsx';

/** How near the end each span of days to expiry is. */
export const EXPIRY_TONES: Readonly<Record<ExpiryBucket, 'stop' | 'check' | 'plain'>> = {
  expired: 'stop',
  '0-3': 'check',
  '4-7': 'check',
  '8-14': 'plain',
  '15-30': 'plain',
  '31-60': 'plain',
  '61-90': 'plain',
  '91-180': 'plain',
  '181-365': 'plain',
  '>365': 'plain',
  none: 'plain',
};

export function isExpiryBucket(text: string | null): text is ExpiryBucket {
  return text !== null && Object.hasOwn(EXPIRY_TONES, text);
}

export function isAgeBucket(text: string | null): text is AgeBucket {
  return isExpiryBucket(text) && text !== 'expired';
}

/** "4–7", "> 365", "expired": a span of days as it stands over its column. */
export function bucketText(bucket: ExpiryBucket, words: Words): string {
  if (bucket === 'expired' || bucket === 'none') return words.say(`age.bucket.${bucket}`);
  return bucket.replace('-', '–').replace('>', '> ');
}

/** How many lots fall into one field, one row, one column, and all of them. A missing bucket stands for all of its kind. */
export function lotsIn(cells: readonly AgeCell[], where: { age?: AgeBucket | undefined; expiry?: ExpiryBucket | undefined }): number {
  return cells
    .filter((cell) => (where.age ?? cell.age) === cell.age && (where.expiry ?? cell.expiry) === cell.expiry)
    .reduce((sum, cell) => sum + cell.lots, 0);
}
