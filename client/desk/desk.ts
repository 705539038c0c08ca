import { createContext, useContext } from 'react';
import type { Role } from '../../shared/domain/access/matrix.ts';
import type { Zone } from '../../shared/domain/bins/bin.ts';
import type { DayIso, EpochMs } from '../../shared/domain/engine/time.ts';
import type { Item } from '../../shared/domain/lots/item.ts';

/** What every page of the desk knows: who looks at it, the site's clock, and the master data that names things. */
export interface Desk {
  readonly roles: readonly Role[];
  readonly timeZone: string;
  readonly now: EpochMs;
  readonly today: DayIso;
  readonly zones: readonly Zone[];
  /** By GTIN, in the order of their names. */
  readonly items: ReadonlyMap<string, Item>;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('this page stands on no desk');
  return desk;
}
