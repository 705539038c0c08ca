import type { Role } from '../../shared/domain/access/matrix.ts';
import { type Bin, type BinCode, parseBinCode } from '../../shared/domain/bins/bin.ts';
import type { DayIso } from '../../shared/domain/engine/time.ts';
import { type Gtin, type LotKey, type LotNumber, parseLotNumber, type Sscc } from '../../shared/domain/lots/ids.ts';
import type { Lot, Pallet } from '../../shared/domain/lots/lot.ts';
import { meaningOf } from '../../shared/domain/scanning/meaning.ts';
import type { Here, Place, ScanAction } from '../../shared/domain/scanning/scan-action.ts';
import { readScan } from '../../shared/domain/scanning/scan-text.ts';
import type { Scanned } from '../../shared/domain/scanning/scanned.ts';
import type { RawScan } from '../../shared/wire/envelope.ts';
import { fefoLine } from '../local/fefo-line.ts';
import { binCard, lotsNumbered, palletCard, siteOf } from '../local/questions.ts';
import { fromView } from '../local/use-local.ts';
import type { ViewRows } from '../local/view-database.ts';

/** Where a scan was made, by whom, and what the screen asks for. */
export interface Spot {
  readonly place: Place;
  readonly asks: Here['asks'];
  readonly roles: readonly Role[];
  readonly today: DayIso;
}

export interface Understood {
  readonly action: ScanAction;
  /** Where the pallet stands, when one was scanned and this phone knows it. */
  readonly stands: { readonly pallet: Sscc; readonly bin: BinCode | null } | null;
}

/** More lots of one item than this nobody chooses from by hand. */
const MOST_LOTS = 12;

/**
 * What a scan means here, with what this phone knows of the names on it. Labels are printed with the server's public
 * address, which is the one this page was opened at.
 */
export async function understand(raw: RawScan, spot: Spot): Promise<Understood> {
  const scan = readScan(raw, spot.today);
  const seen = await fromView(async (view) => ({ names: await namesOn(view, scan, spot.today), site: await siteOf(view) }));
  const names = seen?.names ?? NO_NAMES;
  const { place, asks, roles } = spot;
  const site = { hosts: [location.host, ...(seen?.site?.hosts ?? [])], gln: seen?.site?.gln ?? null };
  const { action } = meaningOf(scan, { place, asks, roles, task: null, known: names, ...site, online: false });
  const pallet = scan.kind === 'pallet' ? scan.sscc : null;
  return { action, stands: pallet && { pallet, bin: names.palletIn } };
}

type Names = Here['known'] & { readonly palletIn: BinCode | null };
const NO_NAMES: Names = { bins: new Map(), lots: new Map(), lotsNumbered: new Map(), pallets: new Map(), palletIn: null };

function namesOn(view: ViewRows, scan: Scanned, today: DayIso): Promise<Names> {
  switch (scan.kind) {
    case 'bin':
      return namesOfBin(view, scan.bin);
    case 'text':
      return namesOfText(view, scan.text);
    case 'pallet':
      return namesOfPallet(view, scan.sscc);
    case 'item':
      return namesOfItem(view, scan.gtin, today);
    default:
      return Promise.resolve(NO_NAMES);
  }
}

async function namesOfBin(view: ViewRows, code: BinCode): Promise<Names> {
  const card = await binCard(view, code);
  return card ? { ...NO_NAMES, bins: new Map<BinCode, Bin>([[code, card.bin]]) } : NO_NAMES;
}

async function namesOfText(view: ViewRows, text: string): Promise<Names> {
  const code = parseBinCode(text);
  const number = parseLotNumber(text);
  const { bins } = code ? await namesOfBin(view, code) : NO_NAMES;
  const lots = number ? await lotsNumbered(view, number) : [];
  const byNumber = new Map<LotNumber, Set<LotKey>>(number ? [[number, new Set(lots.map((lot) => lot.key))]] : []);
  return { ...NO_NAMES, bins, lots: new Map(lots.map((lot): [LotKey, Lot] => [lot.key, lot])), lotsNumbered: byNumber };
}

async function namesOfPallet(view: ViewRows, sscc: Sscc): Promise<Names> {
  const card = await palletCard(view, sscc);
  if (!card) return NO_NAMES;
  return { ...NO_NAMES, pallets: new Map<string, Pallet>([[sscc, { sscc, lot: card.lot }]]), palletIn: card.stand?.row.bin ?? null };
}

/** An item's lots that may be picked today, first to pick first. */
async function namesOfItem(view: ViewRows, item: Gtin, on: DayIso): Promise<Names> {
  const line = await fefoLine(view, { item, on, most: MOST_LOTS });
  return { ...NO_NAMES, lots: new Map(line.map(({ lot }): [LotKey, Lot] => [lot.key, lot])) };
}
