import type { DayIso, EpochMs } from '../../shared/domain/engine/time.ts';
import type { MetaStore } from '../db/meta-store.ts';
import type { JudgedOrder } from '../ledger/judged-order.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Stock } from '../stock/kept-things.ts';
import type { MasterStore } from '../stock/master-store.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { LaneStore } from './lane-store.ts';
import type { People } from './people.ts';
import type { PhoneStore } from './phone-store.ts';
import type { Poke } from './poke.ts';
import type { Sealer } from './receipt.ts';

/** What push, pull, ask and their like are made from. */
export interface SyncParts {
  /** One transaction round the work, a savepoint when there is one already: all of it is written or, when it throws, none. */
  readonly atomically: <T>(work: () => T) => T;
  readonly meta: MetaStore;
  readonly masters: MasterStore;
  readonly stock: Stock;
  readonly ledger: Ledger;
  /** The ledger as judged order has it. */
  readonly order: JudgedOrder;
  readonly feed: ChangeFeed;
  readonly lanes: LaneStore;
  readonly people: People;
  readonly phones: PhoneStore;
  readonly sealer: Sealer;
  readonly poke: Poke;
  /** The calendar day it is at an instant in a zone. */
  readonly dayAt: (at: EpochMs, timeZone: string) => DayIso;
  /** A fresh UUID. */
  readonly newId: () => string;
}
