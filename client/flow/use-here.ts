import { type Bin, type BinCode, type BinKind, holdsOneLot, isPickable } from '../../shared/domain/bins/bin.ts';
import type { Item } from '../../shared/domain/lots/item.ts';
import type { Lot } from '../../shared/domain/lots/lot.ts';
import { checkCharacterOf } from '../../shared/domain/scanning/check-character.ts';
import { quantityText } from '../../shared/words/explain.ts';
import { binCard, binsOf, expectedLots, inHandOf, lotCard, type Stand, standsInKinds } from '../local/questions.ts';
import { useLocal } from '../local/use-local.ts';
import type { ViewRows } from '../local/view-database.ts';
import { type Flow, type Given, HAND, type KnownLot, sourcesOf } from './flow.ts';
import type { HereThing } from './here-list.tsx';
import type { Round } from './round.ts';

interface Listed {
  readonly worker: string;
  /** Nobody looks at the list: nothing is read for it. */
  readonly isShown: boolean;
}

/** What the worker may mean by the open question, as far as this phone knows; null until it has looked. */
export function useHere(flow: Flow, { slot, given, known }: Round, { worker, isShown }: Listed): readonly HereThing[] | null {
  const question = async (view: ViewRows): Promise<readonly HereThing[] | undefined> => {
    if (!isShown) return undefined;
    if (slot === 'lot') return lotsHere(view, flow, { given, worker });
    if (slot === 'from' && known) return sourcesHere(flow, known);
    if (slot === 'to' || slot === 'bin') return binsHere(view, flow, known);
    return [];
  };
  const found = useLocal(question, [flow, slot, given, known, worker, isShown]);
  return found === undefined ? null : (found ?? []);
}

/** Lots in the bin at hand; before there is one, what the job is usually about: the dock's goods, or the bins to start from. */
async function lotsHere(view: ViewRows, flow: Flow, { given, worker }: { given: Given; worker: string }): Promise<readonly HereThing[]> {
  const from = given.from ?? given.bin;
  if (from !== undefined && from !== HAND) return standThings((await binCard(view, from))?.stands ?? [], false);
  switch (flow.kind) {
    case 'receive':
      return (await expectedLots(view)).map(({ lot, item }) => lotThing(lot, item));
    case 'putaway':
      return standsIn(view, ['dock', 'staging', 'returns']);
    case 'dispatch':
      return [...(await heldHere(view, worker)), ...(await standsIn(view, ['staging', 'dock']))];
    default:
      return binsHere(view, flow, null);
  }
}

/** What this worker has picked and not set down. */
async function heldHere(view: ViewRows, worker: string): Promise<HereThing[]> {
  const held = await inHandOf(view, worker);
  const things: HereThing[] = [];
  for (const { id, lot, quantity } of held) {
    const card = await lotCard(view, lot);
    if (card) things.push({ ...lotThing(card.lot, card.item), key: id, quantity: quantityText(quantity, card.item) });
  }
  return things;
}

async function standsIn(view: ViewRows, kinds: readonly BinKind[]): Promise<HereThing[]> {
  return standThings(await standsInKinds(view, kinds), true);
}

function sourcesHere(flow: Flow, known: KnownLot): HereThing[] {
  return sourcesOf(flow, known).map((source) => {
    if (source === HAND) return { kind: 'hand', key: HAND, quantity: quantityText(known.inHand, known.item) };
    const there = known.stands.filter((stand) => stand.bin === source);
    const quantity = there.reduce((sum, stand) => sum + stand.quantity, 0);
    return binThing(source, quantityText(quantity, known.item));
  });
}

/** Bins the goods may go to, storage where the lot already stands first. A receipt goes to the dock. */
async function binsHere(view: ViewRows, flow: Flow, known: KnownLot | null): Promise<HereThing[]> {
  const bins = (await binsOf(view, flow.kind === 'receive' ? 'dock' : undefined)).filter(
    flow.kind === 'pick' ? isPickable : (bin) => bin.active,
  );
  const isNear = (bin: Bin) => holdsOneLot(bin.kind) && (known?.stands.some((stand) => stand.bin === bin.code) ?? false);
  return [...bins.filter(isNear), ...bins.filter((bin) => !isNear(bin))].map((bin) => binThing(bin.code, bin.zone));
}

/** One card for a lot in a bin, however many pallets of it stand there. */
function standThings(stands: readonly Stand[], saysBin: boolean): HereThing[] {
  const places = new Map<string, { readonly lot: Lot; readonly stand: Stand; readonly quantity: number }>();
  for (const stand of stands) {
    const { row, lot } = stand;
    const key = `${row.lot} ${row.bin}`;
    if (lot) places.set(key, { lot, stand, quantity: (places.get(key)?.quantity ?? 0) + row.quantity });
  }
  return [...places].map(([key, { lot, stand, quantity }]) => ({
    ...lotThing(lot, stand.item),
    key,
    quantity: quantityText(quantity, stand.item),
    ...(saysBin && { bin: stand.row.bin }),
  }));
}

function lotThing(lot: Lot, item: Item | null): Extract<HereThing, { kind: 'lot' }> {
  return { kind: 'lot', key: lot.key, lotKey: lot.key, lot: { ...lot, itemName: item?.name ?? lot.gtin } };
}

function binThing(code: BinCode, about: string): HereThing {
  return { kind: 'bin', key: code, check: checkCharacterOf(code), about };
}
