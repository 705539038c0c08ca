import type { BinCode } from '../bins/bin.ts';
import type { CommandId } from '../bins/stock-row.ts';
import type { DayIso } from '../engine/time.ts';
import type { Gtin, LotKey, LotNumber, Sscc } from '../lots/ids.ts';

/**
 * What each command says, by kind. Quantities here are as claimed: a rule, not the envelope,
 * says whether they are valid, so that a nonsense quantity is still a recorded fact.
 */
export interface Payloads {
  receive: {
    readonly item: Gtin;
    readonly lot: LotNumber;
    readonly to: BinCode;
    readonly quantity: number;
    readonly pallet?: Sscc;
    readonly expiryOn?: DayIso;
    readonly producedOn?: DayIso;
    readonly supplier?: string;
    readonly origin?: string;
    readonly reference?: string;
    /** A supervisor's reason why a lot number already used by another item is right. */
    readonly duplicateReason?: string;
  };
  putaway: Move;
  transfer: Move;
  pick: {
    readonly lot: LotKey;
    readonly from: BinCode;
    readonly quantity: number;
    readonly pallet?: Sscc;
    /** Staging or dock bin; without one the goods are in hand. */
    readonly to?: BinCode;
    readonly order?: string;
    readonly shipOn?: DayIso;
  };
  dispatch: {
    readonly lot: LotKey;
    /** Staging or dock bin; without one the goods leave from the worker's hand. */
    readonly from?: BinCode;
    readonly quantity: number;
    readonly pallet?: Sscc;
    readonly destination?: string;
    readonly shipment?: string;
    readonly carrier?: string;
  };
  return: { readonly lot: LotKey; readonly to: BinCode; readonly quantity: number; readonly customer?: string };
  sighting: { readonly lot: LotKey; readonly bin: BinCode; readonly pallet?: Sscc };
  count: { readonly bin: BinCode; readonly found: readonly { readonly lot: LotKey; readonly quantity: number }[] };
  adjust: {
    readonly lot: LotKey;
    readonly bin: BinCode;
    readonly pallet?: Sscc;
    /** The new quantity; zero empties the bin of the lot. */
    readonly quantity: number;
    /** What the book said when the supervisor looked. */
    readonly seen?: number;
    readonly reason?: string;
  };
  'write-off': { readonly lot: LotKey; readonly bin: BinCode; readonly pallet?: Sscc; readonly quantity: number; readonly reason?: string };
  hold: { readonly lot: LotKey; readonly reason?: string };
  release: { readonly lot: LotKey; readonly reason?: string };
  recall: { readonly lots: readonly LotKey[]; readonly reason?: string };
  'close-anomaly': { readonly anomaly: string; readonly reason?: string };
  void: { readonly of: CommandId };
}

type Move = {
  readonly lot: LotKey;
  readonly from: BinCode;
  readonly to: BinCode;
  readonly quantity: number;
  readonly pallet?: Sscc;
  /** Why a supervisor lets returned goods back into storage. */
  readonly reason?: string;
};

export type CommandKind = keyof Payloads;

/** What the worker was sent to do, when the command answers a task. */
export interface Task {
  readonly id?: string;
  readonly item?: Gtin;
  readonly lot?: LotKey;
  readonly open?: number;
}

/** A second badge on the same phone: its role, not the picker's, is judged. */
export interface Override {
  readonly worker: string;
  readonly role: string;
  readonly session: string;
  readonly reason: string;
}

/** The part of an envelope the rules read. */
export type Command = {
  [K in CommandKind]: {
    readonly id: CommandId;
    readonly kind: K;
    readonly payload: Payloads[K];
    readonly deviceId: string;
    readonly actor: { readonly worker: string; readonly role: string; readonly session: string };
    readonly task?: Task;
    readonly override?: Override;
    /** What the phone showed the worker: 'ok' and skipped FEFO makes the anomaly milder. */
    readonly told?: { readonly outcome: string; readonly codes: readonly string[] };
  };
}[CommandKind];

export type CommandOf<K extends CommandKind> = Extract<Command, { kind: K }>;
