import { parseBinCode } from '../../shared/domain/bins/bin.ts';
import type { DayIso } from '../../shared/domain/engine/time.ts';
import { type LotKey, parseLotNumber } from '../../shared/domain/lots/ids.ts';
import type { ScanCommand } from '../../shared/domain/scanning/our-codes.ts';
import type { Scanned } from '../../shared/domain/scanning/scanned.ts';
import { binCard, lotsNumbered, palletCard } from '../local/questions.ts';
import { fromView } from '../local/use-local.ts';
import type { ViewDatabase } from '../local/view-database.ts';
import type { Heard } from './flow.ts';

/** A scan as a flow takes it: an answer, one of several lots to choose from, a spoken command, or nothing it can use. */
export type Understood =
  | { readonly kind: 'answer'; readonly heard: Heard }
  | { readonly kind: 'choose'; readonly lots: readonly LotKey[] }
  | { readonly kind: 'command'; readonly command: ScanCommand }
  | { readonly kind: 'useless'; readonly why: 'no-lot' | 'not-ours' | 'unreadable' | 'pallet-unknown'; readonly at?: number };

/** What a scan says to a flow. Pallets and bare texts are looked up in this phone's copy of the stock. */
export async function understand(scanned: Scanned): Promise<Understood> {
  switch (scanned.kind) {
    case 'lot':
      return heard({ kind: 'lot', lot: scanned.lot, ...datesOf(scanned) });
    case 'pallet':
      return understandPallet(scanned);
    case 'bin':
      return (await fromView((view) => understandBin(view, scanned.bin))) ?? heard({ kind: 'bin', bin: scanned.bin, binKind: null });
    case 'text':
      return (await fromView((view) => understandText(view, scanned.text))) ?? withoutView(scanned.text);
    case 'command':
      return { kind: 'command', command: scanned.command };
    case 'item':
      return { kind: 'useless', why: 'no-lot' };
    case 'unreadable':
      return { kind: 'useless', why: 'unreadable', at: scanned.at };
    case 'badge':
    case 'code':
      return { kind: 'useless', why: 'not-ours' };
  }
}

async function understandPallet({ sscc, lot, ...label }: Extract<Scanned, { kind: 'pallet' }>): Promise<Understood> {
  const card = await fromView((view) => palletCard(view, sscc));
  const key = card?.lot ?? lot;
  if (!key) return { kind: 'useless', why: 'pallet-unknown' };
  return heard({ kind: 'lot', lot: key, ...datesOf(label), pallet: sscc, ...(card?.stand && { bin: card.stand.row.bin }) });
}

async function understandBin(view: ViewDatabase, code: Extract<Heard, { kind: 'bin' }>['bin']): Promise<Understood> {
  const card = await binCard(view, code);
  return heard({ kind: 'bin', bin: code, binKind: card?.bin.kind ?? null });
}

/** A text is a bin of ours before it is a lot number; one that is neither is taken for a bin this phone has not heard of. */
async function understandText(view: ViewDatabase, text: string): Promise<Understood> {
  const code = parseBinCode(text);
  const card = code && (await binCard(view, code));
  if (card) return heard({ kind: 'bin', bin: card.bin.code, binKind: card.bin.kind });
  const number = parseLotNumber(text);
  const lots = number ? await lotsNumbered(view, number) : [];
  const [lot] = lots;
  if (lots.length > 1) return { kind: 'choose', lots: lots.map(({ key }) => key) };
  return lot ? heard({ kind: 'lot', lot: lot.key }) : withoutView(text);
}

function withoutView(text: string): Understood {
  const bin = parseBinCode(text);
  return bin ? heard({ kind: 'bin', bin, binKind: null }) : { kind: 'useless', why: 'not-ours' };
}

function heard(answer: Heard): Understood {
  return { kind: 'answer', heard: answer };
}

function datesOf({ expiryOn, producedOn }: { expiryOn?: DayIso; producedOn?: DayIso }) {
  return { ...(expiryOn && { expiryOn }), ...(producedOn && { producedOn }) };
}
