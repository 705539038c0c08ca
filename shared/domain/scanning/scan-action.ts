import type { Role } from '../access/matrix.ts';
import type { BinCode } from '../bins/bin.ts';
import type { Slice } from '../engine/slice.ts';
import type { LotKey } from '../lots/ids.ts';
import type { Task } from '../movements/command.ts';
import type { Badge, CodeId, ScanCommand } from './our-codes.ts';
import type { ScanError, Scanned } from './scanned.ts';

/** Where the scan was made: which screen, or a public page. */
export type Place =
  | 'floor-pick'
  | 'floor-putaway'
  | 'floor-transfer'
  | 'floor-sighting'
  | 'dock-receive'
  | 'dock-dispatch'
  | 'supervisor'
  | 'sign-in'
  | 'public';

/** All that decides what a scan means, as data. */
export interface Here {
  readonly place: Place;
  readonly roles: readonly Role[];
  /** What the screen asks for now; null when it takes anything. */
  readonly asks: 'lot' | 'from' | 'to' | null;
  readonly task: Task | null;
  readonly known: Pick<Slice, 'bins' | 'lots' | 'lotsNumbered' | 'pallets'>;
  /** Addresses and location number of this site. */
  readonly hosts: readonly string[];
  readonly gln: string | null;
  readonly online: boolean;
}

/** Scans that name goods. */
export type Goods = Extract<Scanned, { kind: 'lot' | 'pallet' | 'item' }>;

/** What the screen is to do. */
export type ScanAction =
  | { readonly type: 'set-lot' | 'receive-lot'; readonly lot: LotKey; readonly label: Goods }
  | { readonly type: 'choose-lot'; readonly lots: readonly LotKey[] }
  | { readonly type: 'set-bin-from' | 'set-bin-to' | 'show-bin'; readonly bin: BinCode }
  | { readonly type: 'trace' | 'show-known' | 'show-public'; readonly label: Goods }
  | { readonly type: 'sign-in'; readonly badge: Badge }
  | { readonly type: 'run-command'; readonly command: ScanCommand }
  | { readonly type: 'open-code'; readonly code: CodeId }
  | { readonly type: 'other-site'; readonly site: string }
  /** `at`: where in the scanned text the fault is, counted from 0. */
  | { readonly type: 'unreadable'; readonly error: ScanError; readonly at: number }
  | { readonly type: 'unknown-code'; readonly why: 'not-known' | 'pallet-unknown' | 'lot-not-named' | 'not-a-badge' | 'role-not-allowed' };

/** The action and the rule that chose it, recorded with the scan. */
export interface Meaning {
  readonly action: ScanAction;
  readonly rule: string;
}
