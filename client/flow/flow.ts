import { type BinCode, type BinKind, holdsOneLot } from '../../shared/domain/bins/bin.ts';
import type { DayIso } from '../../shared/domain/engine/time.ts';
import type { LotKey, Sscc } from '../../shared/domain/lots/ids.ts';
import type { Item } from '../../shared/domain/lots/item.ts';
import type { Lot } from '../../shared/domain/lots/lot.ts';
import type { Here, Place } from '../../shared/domain/scanning/scan-action.ts';

/** What a flow may have to know, one question each. */
export type Slot = 'destination' | 'lot' | 'expiryOn' | 'from' | 'to' | 'bin';

/** A job on the floor: what it asks, in order. The answers become one command of the same name. */
export interface Flow {
  readonly kind: 'pick' | 'putaway' | 'transfer' | 'sighting' | 'receive' | 'dispatch';
  readonly slots: readonly Slot[];
  /** What stays answered for the next round. */
  readonly keeps?: readonly Slot[];
  /** Not asked, but taken when it is scanned: where picked goods are set down. */
  readonly takes?: readonly Slot[];
}

/** The worker's own hands, as a place goods leave from. */
export const HAND = 'hand';

export interface Given {
  readonly lot?: LotKey;
  readonly pallet?: Sscc;
  readonly expiryOn?: DayIso;
  readonly producedOn?: DayIso;
  readonly from?: BinCode | typeof HAND;
  readonly to?: BinCode;
  readonly bin?: BinCode;
  readonly destination?: string;
  /** An open shipment the goods leave with. */
  readonly shipment?: string;
  /** Steps of the item. */
  readonly quantity?: number;
}

/** What was scanned, typed or chosen, as far as this phone can tell. */
export type Heard =
  | {
      readonly kind: 'lot';
      readonly lot: LotKey;
      readonly expiryOn?: DayIso;
      readonly producedOn?: DayIso;
      readonly pallet?: Sscc;
      /** Where the goods stand, when the scan says it. */
      readonly bin?: BinCode;
    }
  | { readonly kind: 'bin'; readonly bin: BinCode; readonly end: 'from' | 'to' }
  | { readonly kind: 'hand' }
  | { readonly kind: 'destination'; readonly text: string; readonly shipment?: string }
  | { readonly kind: 'expiry'; readonly day: DayIso };

/** Goods of the lot as this phone knows them. */
export interface Stand {
  readonly bin: BinCode;
  readonly binKind: BinKind;
  readonly pallet: Sscc | '';
  readonly quantity: number;
}

export interface KnownLot {
  readonly item: Item | null;
  readonly lot: Lot | null;
  readonly stands: readonly Stand[];
  /** In this worker's hands, steps. */
  readonly inHand: number;
}

/**
 * Takes what was heard as the answer it fits: the first open question, else a correction of one already
 * answered (another lot starts over with it). Null when this flow has no use for it.
 */
export function answer(flow: Flow, given: Given, heard: Heard): Given | null {
  switch (heard.kind) {
    case 'lot':
      return flow.slots.includes('lot') ? answerLot(flow, given, heard) : null;
    case 'bin':
      return answerBin(flow, given, heard);
    case 'hand':
      return flow.kind === 'dispatch' ? { ...given, from: HAND } : null;
    case 'destination':
      return flow.slots.includes('destination')
        ? { ...given, destination: heard.text, ...(heard.shipment && { shipment: heard.shipment }) }
        : null;
    case 'expiry':
      return flow.slots.includes('expiryOn') ? { ...given, expiryOn: heard.day } : null;
  }
}

/** Fills in what need not be asked: the only bin the goods can come from. */
export function settle(flow: Flow, given: Given, known: KnownLot): Given {
  if (!flow.slots.includes('from') || given.from !== undefined) return given;
  const sources = sourcesOf(flow, known);
  const only = sources[0];
  return only !== undefined && sources.length === 1 ? { ...given, from: only } : given;
}

/** The next open question; null when all is answered and only the deed is left to confirm. */
export function asking(flow: Flow, given: Given, known: KnownLot | null): Slot | null {
  return flow.slots.find((slot) => (slot === 'expiryOn' ? lacksExpiry(given, known) : given[slot] === undefined)) ?? null;
}

/** The screen a flow's scans are made on. */
export function placeOf({ kind }: Flow): Place {
  return kind === 'receive' || kind === 'dispatch' ? `dock-${kind}` : `floor-${kind}`;
}

/** What the open question asks of a scan. With all answered a bin corrects where the goods go. */
export function asksOf(flow: Flow, slot: Slot | null): Here['asks'] {
  if (slot === 'lot' || slot === 'from') return slot;
  if (slot === 'to' || slot === 'bin') return 'to';
  return flow.kind === 'transfer' ? 'to' : null;
}

/** Takes back where the goods go, so that it is asked again. */
export function withoutPlace({ to: _, bin: __, ...rest }: Given): Given {
  return rest;
}

/** The end of a move a bin is when it is chosen from a list, where nothing but the open question says so. */
export function endOf(flow: Flow, slot: Slot | null): 'from' | 'to' {
  return slot === 'to' || slot === 'bin' || flow.slots.includes('bin') ? 'to' : 'from';
}

/** A destination and a day are written, not scanned. */
export function isScanned(slot: Slot | null): boolean {
  return slot !== 'destination' && slot !== 'expiryOn';
}

/** What the next round starts with. */
export function nextRound({ keeps = [] }: Flow, { destination, shipment, to }: Given): Given {
  return {
    ...(keeps.includes('destination') && destination !== undefined && { destination, ...(shipment && { shipment }) }),
    ...(keeps.includes('to') && to !== undefined && { to }),
  };
}

/** What starting over begins with: the next round's answers, or nothing at all when only those are there to be corrected. */
export function startAgain(flow: Flow, given: Given): Given {
  const kept = nextRound(flow, given);
  return Object.keys(kept).length === Object.keys(given).length ? {} : kept;
}

/** The places the goods can come from, each once: pick faces for a pick, the dock's side for a dispatch, else wherever they stand. */
export function sourcesOf(flow: Flow, known: KnownLot): readonly (BinCode | typeof HAND)[] {
  const bins = (fits: (kind: BinKind) => boolean) => [...new Set(known.stands.filter((s) => fits(s.binKind)).map((s) => s.bin))];
  switch (flow.kind) {
    case 'pick':
      return bins(holdsOneLot);
    case 'dispatch':
      return [...bins((kind) => kind === 'staging' || kind === 'dock'), ...(known.inHand > 0 ? [HAND as typeof HAND] : [])];
    case 'putaway': {
      const inbound = bins((kind) => !holdsOneLot(kind));
      return inbound.length > 0 ? inbound : bins(() => true);
    }
    default:
      return bins(() => true);
  }
}

function answerLot(flow: Flow, given: Given, heard: Extract<Heard, { kind: 'lot' }>): Given {
  const { kind: _, bin, ...label } = heard;
  const kept = given.lot === undefined ? given : nextRound(flow, given);
  const from = bin && flow.slots.includes('from') ? { from: bin } : {};
  return { ...kept, ...label, ...from };
}

/** A quantity belongs to the bin it was counted out of; goods from another bin are another quantity. */
function answerBin(flow: Flow, given: Given, { bin, end }: Extract<Heard, { kind: 'bin' }>): Given | null {
  const slot = end === 'to' && flow.slots.includes('bin') ? 'bin' : end;
  if (!flow.slots.includes(slot) && !flow.takes?.includes(slot)) return null;
  if (slot !== 'from') return { ...given, [slot]: bin };
  const { quantity: _, ...rest } = given;
  return { ...rest, from: bin };
}

function lacksExpiry(given: Given, known: KnownLot | null): boolean {
  return given.expiryOn === undefined && known?.item?.expiryRequired === true && !known.lot?.expiryOn;
}
