import { badgeLabel, binLabel, commandLabel, type Label, lotLabel, palletLabel } from '../../shared/domain/labels/label.ts';
import type { LotKey } from '../../shared/domain/lots/ids.ts';
import { SCAN_COMMANDS } from '../../shared/domain/scanning/our-codes.ts';
import { labels as words } from '../../shared/words/en/labels.ts';
import type { Worker } from '../access/access-store.ts';
import type { LabelStore, Listed, Part } from './label-store.ts';

export interface SheetSource {
  readonly labels: LabelStore;
  readonly workers: () => readonly Worker[];
  readonly base: string;
}

export const SHEET_NAMES = ['lots', 'pallets', 'bins', 'badges', 'commands'] as const;
export type SheetName = (typeof SHEET_NAMES)[number];

/** The labels of one sheet. */
export function labelsOf(name: SheetName, { labels, workers, base }: SheetSource, part: Part): Listed<Label> {
  switch (name) {
    case 'lots':
      return each(labels.lots(part), (lot) => lotLabel(base, lot, lot.name));
    case 'pallets':
      return each(labels.pallets(part), (pallet) => palletLabel(base, pallet.sscc, { lot: pallet, itemName: pallet.name }));
    case 'bins':
      return each(labels.bins(part), (bin) => binLabel(base, bin.code, bin.zoneName));
    case 'badges':
      return whole(
        workers()
          .filter(({ active }) => active)
          .map(({ badge, name: worker }) => badgeLabel(base, badge, worker)),
      );
    case 'commands':
      return whole(SCAN_COMMANDS.map((command) => commandLabel(command, words[`labels.command.${command}`])));
  }
}

/** As many labels of one lot as were asked for; none for a lot nobody knows. */
export function labelsOfLot(key: LotKey, { labels, base }: SheetSource, copies: number): Listed<Label> {
  const lot = labels.lot(key);
  return whole(lot ? Array.from({ length: copies }, () => lotLabel(base, lot, lot.name)) : []);
}

function each<T>({ rows, total }: Listed<T>, print: (row: T) => Label): Listed<Label> {
  return { rows: rows.map(print), total };
}

function whole(rows: readonly Label[]): Listed<Label> {
  return { rows, total: rows.length };
}
