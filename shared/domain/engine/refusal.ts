import type { BinCode } from '../bins/bin.ts';
import type { Gtin, LotKey, Sscc } from '../lots/ids.ts';
import type { Quantity } from '../lots/quantity.ts';
import type { DayIso } from './time.ts';

/** Why an intent is answered no: a code and the facts to explain it. Sentences live in shared/words. */
export type Refusal =
  | { readonly code: 'bin-occupied'; readonly bin: BinCode; readonly occupant: LotKey }
  | { readonly code: 'bin-inactive'; readonly bin: BinCode }
  | { readonly code: 'bin-unknown'; readonly bin: string }
  | { readonly code: 'same-bin'; readonly bin: BinCode }
  | { readonly code: 'wrong-zone'; readonly bin: BinCode; readonly zone: string; readonly needs: string }
  | { readonly code: 'lot-unknown'; readonly lot: LotKey }
  | { readonly code: 'item-unknown'; readonly item: Gtin }
  | { readonly code: 'lot-not-received'; readonly lot: LotKey }
  | { readonly code: 'lot-held'; readonly lot: LotKey; readonly reason: string }
  | { readonly code: 'lot-recalled'; readonly lot: LotKey; readonly reason: string }
  | { readonly code: 'lot-expired'; readonly lot: LotKey; readonly expiryOn: DayIso }
  | {
      readonly code: 'older-lot-first';
      readonly lot: LotKey;
      readonly expected: LotKey;
      readonly bin: BinCode;
      readonly expiryOn: DayIso;
    }
  | { readonly code: 'remaining-life-too-short'; readonly lot: LotKey; readonly days: number; readonly needs: number }
  | { readonly code: 'not-enough-stock'; readonly lot: LotKey; readonly asked: Quantity; readonly there: Quantity }
  | { readonly code: 'over-picked'; readonly asked: Quantity; readonly open: Quantity }
  | { readonly code: 'invalid-quantity'; readonly quantity: number; readonly why: 'zero' | 'negative' | 'too-precise' | 'absurd' }
  | { readonly code: 'wrong-item'; readonly item: Gtin; readonly expected: Gtin }
  | { readonly code: 'wrong-lot'; readonly lot: LotKey; readonly expected: LotKey }
  | { readonly code: 'duplicate-lot-number'; readonly lot: LotKey; readonly other: LotKey }
  | { readonly code: 'lot-expiry-mismatch'; readonly lot: LotKey; readonly stored: DayIso; readonly scanned: DayIso }
  | { readonly code: 'already-scanned'; readonly pallet: Sscc }
  | { readonly code: 'reason-required' }
  | { readonly code: 'destination-required' }
  | { readonly code: 'return-exceeds-dispatched'; readonly asked: Quantity; readonly dispatched: Quantity }
  | { readonly code: 'role-not-allowed'; readonly role: string; readonly kind: string }
  | { readonly code: 'code-unknown' | 'code-retired' | 'code-paused' | 'code-draft'; readonly raw: string }
  | { readonly code: 'kind-unknown'; readonly kind: string }
  | { readonly code: 'handler-error'; readonly message: string };

export type RefusalCode = Refusal['code'];
