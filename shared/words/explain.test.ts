import { beforeAll, describe, expect, it } from 'vitest';
import type { BinCode } from '../domain/bins/bin.ts';
import type { Refusal, RefusalCode } from '../domain/engine/refusal.ts';
import type { DayIso } from '../domain/engine/time.ts';
import type { Gtin, LotKey, Sscc } from '../domain/lots/ids.ts';
import type { Item } from '../domain/lots/item.ts';
import type { Quantity } from '../domain/lots/quantity.ts';
import { anomalies } from './en/anomalies.ts';
import { explainAnomaly, explainRefusal, type Look } from './explain.ts';
import { learnLanguage } from './words.ts';

const PEAS = '09501101530003' as Gtin;
const lot = `${PEAS}/L-120` as LotKey;
const expected = `${PEAS}/L-118` as LotKey;
const bin = 'A-02-1' as BinCode;
const day = '2026-12-05' as DayIso;
const steps = (n: number) => n as Quantity;
const look: Look = {
  language: 'en',
  today: '2026-11-20' as DayIso,
  item: { unit: 'kg', decimals: 3 } as Item,
  itemName: (gtin) => (gtin === PEAS ? 'Garden peas' : null),
};

/** One of each: leaving out a code, or a fact a code must carry, does not compile. */
const ONE_OF_EACH: { readonly [C in RefusalCode]: Refusal & { readonly code: C } } = {
  'bin-occupied': { code: 'bin-occupied', bin, occupant: expected },
  'bin-inactive': { code: 'bin-inactive', bin },
  'bin-unknown': { code: 'bin-unknown', bin },
  'same-bin': { code: 'same-bin', bin },
  'wrong-zone': { code: 'wrong-zone', bin, zone: 'CHILL', needs: 'frozen' },
  'lot-unknown': { code: 'lot-unknown', lot },
  'item-unknown': { code: 'item-unknown', item: PEAS },
  'lot-not-received': { code: 'lot-not-received', lot },
  'lot-held': { code: 'lot-held', lot, reason: 'torn film' },
  'lot-recalled': { code: 'lot-recalled', lot, reason: 'glass' },
  'lot-expired': { code: 'lot-expired', lot, expiryOn: day },
  'older-lot-first': { code: 'older-lot-first', lot, expected, bin, expiryOn: day },
  'remaining-life-too-short': { code: 'remaining-life-too-short', lot, days: 3, needs: 10 },
  'not-enough-stock': { code: 'not-enough-stock', lot, asked: steps(12_500), there: steps(4000) },
  'over-picked': { code: 'over-picked', asked: steps(12_000), open: steps(4000) },
  'invalid-quantity': { code: 'invalid-quantity', quantity: -1, why: 'negative' },
  'wrong-item': { code: 'wrong-item', item: PEAS, expected: '09501101530010' as Gtin },
  'wrong-lot': { code: 'wrong-lot', lot, expected },
  'duplicate-lot-number': { code: 'duplicate-lot-number', lot, other: expected },
  'lot-expiry-mismatch': { code: 'lot-expiry-mismatch', lot, stored: day, scanned: day },
  'already-scanned': { code: 'already-scanned', pallet: '095011015300000019' as Sscc },
  'reason-required': { code: 'reason-required' },
  'destination-required': { code: 'destination-required' },
  'return-exceeds-dispatched': { code: 'return-exceeds-dispatched', asked: steps(9), dispatched: steps(5) },
  'role-not-allowed': { code: 'role-not-allowed', role: 'picker', kind: 'recall' },
  'code-unknown': { code: 'code-unknown', raw: 'x' },
  'code-retired': { code: 'code-retired', raw: 'x' },
  'code-paused': { code: 'code-paused', raw: 'x' },
  'code-draft': { code: 'code-draft', raw: 'x' },
  'kind-unknown': { code: 'kind-unknown', kind: 'repack' },
  'handler-error': { code: 'handler-error', message: 'x' },
};

beforeAll(() => learnLanguage('en'));

describe('why no', () => {
  it.each(Object.values(ONE_OF_EACH))('$code has every fact its sentences want', (refusal) => {
    const { title, todo } = explainRefusal(refusal, look);
    expect(`${title} ${todo}`).not.toMatch(/[–{}]/);
  });

  it('names lots by number, days by date and quantities with their unit', () => {
    expect(explainRefusal(ONE_OF_EACH['older-lot-first'], look).title).toBe('Older lot first: L-118 in A-02-1, use by 5 Dec');
    expect(explainRefusal(ONE_OF_EACH['not-enough-stock'], look).title).toBe('Only 4 kg of lot L-120 on the books here, not 12.5 kg');
  });

  it('says where goods stand that are held by their bin alone', () => {
    const { title } = explainRefusal({ code: 'lot-held', lot, reason: 'dock' }, look);
    expect(title).toBe('Lot L-120 is on hold: it is still at the dock');
  });

  it('names an item by name where the phone knows it, else by its number', () => {
    expect(explainRefusal(ONE_OF_EACH['wrong-item'], look).title).toBe('This is Garden peas; the task asks for 09501101530010');
  });

  it('writes anomalies with the lot and bin they are about, and the day a lot ends, and nothing else', () => {
    const wanted = new Set(Object.values(anomalies).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1])));
    expect([...wanted].sort()).toEqual(['bin', 'expiryOn', 'lot']);
    const { title } = explainAnomaly({ code: 'bin-conflict', facts: {}, lot, bin, item: PEAS }, look);
    expect(title).toBe('Two lots are claimed to stand in bin A-02-1');
    const ending = explainAnomaly({ code: 'expiring-soon', facts: { expiryOn: day }, lot, bin: null, item: null }, look);
    expect(ending.title).toMatch(/^Lot L-120 is to be used by \d/);
  });
});
