import { type BinCode, holdsOneLot } from '../bins/bin.ts';
import { type LotKey, lotKey, type Sscc } from '../lots/ids.ts';
import type { Command } from '../movements/command.ts';
import type { Effect } from './effect.ts';
import type { Slice } from './slice.ts';
import type { EpochMs } from './time.ts';

/** The lot, bins and pallet an effect is about. */
export interface Named {
  readonly lot: LotKey | null;
  readonly bins: readonly BinCode[];
  readonly pallet: Sscc | null;
}

/** Where any of the things keeps its names; a shipment has none of interest, only its number. */
interface Naming {
  readonly key?: LotKey;
  readonly lot?: LotKey | null;
  readonly bin?: BinCode | null;
  readonly fromBin?: BinCode | null;
  readonly claimedBin?: BinCode;
  readonly pallet?: Sscc | '' | null;
  readonly sscc?: Sscc;
  readonly number?: string;
}

export function lotOf(effect: Effect): LotKey | null {
  const it: Naming = effect.after ?? effect.before ?? {};
  return it.key ?? it.lot ?? null;
}

export function namedBy(effect: Effect): Named {
  const it: Naming = effect.after ?? effect.before ?? {};
  return {
    lot: lotOf(effect),
    bins: [it.bin, it.fromBin, it.claimedBin].filter((bin) => bin !== undefined && bin !== null),
    pallet: it.sscc || it.pallet || null,
  };
}

/** Every lot a command names, known or not. */
export function lotsNamed(command: Command): readonly LotKey[] {
  switch (command.kind) {
    case 'receive':
      return [lotKey(command.payload.item, command.payload.lot)];
    case 'recall':
      return command.payload.lots;
    case 'count':
      return command.payload.found.map(({ lot }) => lot);
    case 'close-anomaly':
    case 'void':
      return [];
    default:
      return [command.payload.lot];
  }
}

/** Every bin a command names, known or not. */
export function binsNamed({ payload }: Command): readonly BinCode[] {
  const bins: BinCode[] = [];
  if ('from' in payload && payload.from) bins.push(payload.from);
  if ('to' in payload && payload.to) bins.push(payload.to);
  if ('bin' in payload) bins.push(payload.bin);
  return bins;
}

/** What acts have in common when one may change what the other is judged by. */
export interface Names {
  readonly lots: ReadonlySet<LotKey>;
  readonly bins: ReadonlySet<BinCode>;
  /** Acts that are undone, or of which something is said that no lot stands for; shipments, by number. */
  readonly acts: ReadonlySet<string>;
}

/**
 * What one act shares with others: every lot it names or changes, every one-lot bin it names or whose goods it
 * changes. Goods of two lots in a bin for many do not touch each other; only a count looks at all that stands there.
 * An undo shares all that the undone command did.
 */
export function namesOf(slice: Slice, command: Command | null, effects: readonly Effect[]): Names {
  const names = { lots: new Set<LotKey>(), bins: new Set<BinCode>(), acts: new Set<string>() };
  if (command) addNamed(names, slice, command);
  addChanged(names, slice, effects);
  if (command?.kind === 'void') names.acts.add(command.payload.of);
  const undone = command?.kind === 'void' ? slice.judged.get(command.payload.of) : undefined;
  if (undone) {
    addNamed(names, slice, undone.command);
    addChanged(names, slice, undone.effects);
  }
  return names;
}

type Gathered = { readonly lots: Set<LotKey>; readonly bins: Set<BinCode>; readonly acts: Set<string> };

function addNamed({ lots, bins, acts }: Gathered, slice: Slice, command: Command): void {
  if (command.kind === 'dispatch' && command.payload.shipment) acts.add(command.payload.shipment);
  for (const lot of lotsNamed(command)) lots.add(lot);
  for (const bin of binsNamed(command)) if (command.kind === 'count' || isShared(slice, bin)) bins.add(bin);
}

function addChanged({ lots, bins, acts }: Gathered, slice: Slice, effects: readonly Effect[]): void {
  for (const effect of effects) {
    const [lot, bin, act] = [lotOf(effect), placeOf(effect), actOf(effect)];
    if (act) acts.add(act);
    if (lot) lots.add(lot);
    if (bin && isShared(slice, bin)) bins.add(bin);
  }
}

/** The bin whose goods an effect changes; claimed goods count where they are claimed to be. */
export function placeOf({ thing, before, after }: Effect): BinCode | null {
  if (thing === 'stock') return after?.bin ?? before?.bin ?? null;
  return thing === 'unconfirmed' ? (after?.claimedBin ?? before?.claimedBin ?? null) : null;
}

/** What stands for a thing that is no lot's: the act an anomaly is about, a shipment's number. */
export function actOf(effect: Effect): string | null {
  if (effect.thing === 'shipment') return effect.key;
  if (effect.thing !== 'anomaly' || lotOf(effect) !== null) return null;
  const by = (effect.after ?? effect.before)?.openedBy ?? null;
  return by !== null && effect.key.startsWith(`${by} `) ? by : null;
}

/** Whether a shipment had started before: then it is as it stands, whoever else names it. */
export function hadStarted(slice: Slice, number: string, at: EpochMs): boolean {
  const shipment = slice.shipments.get(number);
  return shipment !== undefined && shipment.startedAt < at;
}

/** Whether lots contend for a bin: it holds one at a time. */
export function isShared(slice: Slice, code: BinCode): boolean {
  const bin = slice.bins.get(code);
  return bin !== undefined && holdsOneLot(bin.kind);
}
