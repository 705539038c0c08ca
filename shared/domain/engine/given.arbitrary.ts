import type { Role } from '../access/matrix.ts';
import { type Bin, type BinCode, parseBinCode, type Zone } from '../bins/bin.ts';
import { type CommandId, rowKey, type StockRow } from '../bins/stock-row.ts';
import { type LotKey, lotKey, lotNumberOf, parseLotNumber } from '../lots/ids.ts';
import type { Lot } from '../lots/lot.ts';
import { NO_TOTALS } from '../lots/lot-questions.ts';
import { plus, type Quantity, ZERO } from '../lots/quantity.ts';
import type { Command, CommandKind, CommandOf } from '../movements/command.ts';
import type { Stance } from './context.ts';
import { decide } from './decide.ts';
import type { Effect } from './effect.ts';
import { applyEffects, place, type Slice } from './slice.ts';
import { BINS, ITEMS, storeWithMasters, ZONE } from './store.arbitrary.ts';
import { type DayIso, dayInZone, type EpochMs } from './time.ts';
import type { Judgement } from './verdict.ts';

/** Noon on the day every test takes place, unless it says otherwise. */
export const NOON = Date.parse('2026-11-20T12:00:00Z') as EpochMs;
const LONG_AGO = Date.parse('2026-11-01T08:00:00Z') as EpochMs;
const EVERYONE: readonly Role[] = ['picker', 'dock', 'supervisor', 'auditor'];

/** A type with its brands off: tests write lots and bins as plain texts. */
type Loose<V> = V extends string ? string : V extends number ? number : V extends object ? { readonly [P in keyof V]: Loose<V[P]> } : V;

/** How one act differs from a supervisor's report at noon. */
interface How {
  readonly id?: string;
  readonly as?: Role;
  readonly worker?: string;
  /** The phone it is scanned with; the same one unless said otherwise. */
  readonly device?: string;
  readonly at?: EpochMs;
  /** ± ms of the phone's clock; exact unless said otherwise. */
  readonly error?: number | null;
  readonly task?: Command['task'];
  readonly override?: Partial<NonNullable<Command['override']>>;
  readonly told?: string;
  readonly held?: readonly Role[];
}

const WARM: Zone = { ...ZONE, code: 'W', storageClass: 'ambient', minCelsius: 5, maxCelsius: 25 };

/** The store of a test: set up in sentences, acted on by asks and reports, read back in plain text. */
export class Given {
  readonly slice: Slice = storeWithMasters();
  private count = 0;

  constructor() {
    this.slice.zones.set(WARM.code, WARM);
    const [cold] = BINS;
    const warm: Bin | undefined = cold && { ...cold, code: bin('W-1'), zone: WARM.code };
    if (warm) this.slice.bins.set(warm.code, warm);
  }

  /** A lot of the first item, or of another; its key is `lot('L1')`. */
  lot(number: string, facts: Partial<Loose<Lot>> = {}, item = 0): this {
    const key = lot(number, item);
    const known = { expiryOn: null, producedOn: null, supplier: null, origin: null, reference: null, holdReason: null };
    const status = facts.status ?? 'available';
    const firstReceivedAt = status === 'expected' ? null : LONG_AGO;
    const totals = this.slice.lots.get(key)?.totals ?? NO_TOTALS;
    const record = { ...known, key, gtin: key.slice(0, 14), number, firstReceivedAt, totals, ...facts, status };
    place(this.slice, 'lot', key, record as Lot);
    return this;
  }

  /** Goods that stand in a bin since long ago, received like everything else. */
  stock(number: string, code: string, quantity: number, facts: Partial<Loose<StockRow>> & { item?: number } = {}): this {
    const { item = 0, ...rest } = facts;
    const key = lot(number, item);
    if (!this.slice.lots.has(key)) this.lot(number, {}, item);
    const claim = { command: `seed-${number}-${code}` as CommandId, worker: 'zoe', device: 'other', at: LONG_AGO, error: 0 };
    const still = { reserved: ZERO, movedAt: LONG_AGO, seenAt: LONG_AGO, pickedAt: null, order: null, pallet: '' as const, claim };
    const row = { ...still, bin: bin(code), lot: key, quantity: quantity as Quantity, ...rest } as StockRow;
    place(this.slice, 'stock', rowKey(row.bin, key, row.pallet), row);
    this.count_(key, 'received', quantity);
    return this;
  }

  /** Goods that left long ago. */
  dispatched(number: string, quantity: number): this {
    if (!this.slice.lots.has(lot(number))) this.lot(number);
    this.count_(lot(number), 'received', quantity);
    this.count_(lot(number), 'dispatched', quantity);
    return this;
  }

  ask<K extends CommandKind>(kind: K, payload: Loose<CommandOf<K>['payload']>, how: How = {}): Judgement {
    return this.judge('ask', this.command(kind, payload, how), how);
  }

  /** Judges a fact and carries its effects into the store, as a host does. */
  report<K extends CommandKind>(kind: K, payload: Loose<CommandOf<K>['payload']>, how: How = {}): Judgement {
    const command = this.command(kind, payload, how);
    const judgement = this.judge('report', command, how);
    this.apply(judgement.effects);
    this.slice.judged.set(command.id, { command, at: how.at ?? NOON, effects: judgement.effects });
    return judgement;
  }

  apply(effects: readonly Effect[]): void {
    applyEffects(this.slice, effects);
  }

  /** `A-1 L1 10`, with the pallet's last digits when there is one; disputed and in-hand goods after the rows. */
  stands(): string[] {
    const at = (pallet: string) => (pallet ? ` …${pallet.slice(-4)}` : '');
    const { rows, unconfirmed, inHand } = this.slice;
    return [
      ...[...rows.values()].map((row) => `${row.bin} ${lotNumberOf(row.lot)}${at(row.pallet)} ${row.quantity}`),
      ...[...unconfirmed.values()].map(
        (each) => `disputed ${each.fromBin ?? '?'}→${each.claimedBin} ${lotNumberOf(each.lot)} ${each.quantity}`,
      ),
      ...[...inHand.values()].map((each) => `${each.worker} ${lotNumberOf(each.lot)}${at(each.pallet)} ${each.quantity}`),
    ].sort();
  }

  /** Open anomalies as `code lot bin`. */
  open(): string[] {
    const open = [...this.slice.anomalies.values()].filter((each) => each.closedAt === null);
    return open.map((each) => [each.code, each.lot && lotNumberOf(each.lot), each.bin].filter(Boolean).join(' ')).sort();
  }

  lotOf(number: string, item = 0): Lot | undefined {
    return this.slice.lots.get(lot(number, item));
  }

  private count_(key: LotKey, total: 'received' | 'dispatched', quantity: number): void {
    const known = this.slice.lots.get(key);
    if (!known) return;
    const totals = { ...known.totals, [total]: plus(known.totals[total], quantity as Quantity) };
    place(this.slice, 'lot', key, { ...known, totals });
  }

  private command(kind: CommandKind, payload: object, how: How): Command {
    this.count += 1;
    const actor = { worker: how.worker ?? 'ada', role: how.as ?? 'supervisor', session: '' };
    const override = how.override && { worker: 'eve', role: 'supervisor', session: '', reason: 'customer asked', ...how.override };
    const told = how.told === undefined ? undefined : { outcome: how.told, codes: [] };
    const rest = { ...(how.task && { task: how.task }), ...(override && { override }), ...(told && { told }) };
    const id = (how.id ?? `c${this.count}`) as CommandId;
    return { id, kind, payload, deviceId: how.device ?? 'phone', actor, ...rest } as Command;
  }

  private judge(stance: Stance, command: Command, how: How): Judgement {
    const { at = NOON, error = 0 } = how;
    const today: DayIso = dayInZone(at, 'UTC');
    return decide(this.slice, command, { stance, at, error, today, roles: how.held ?? EVERYONE, overrideRoles: EVERYONE });
  }
}

export function given(): Given {
  return new Given();
}

export function lot(number: string, item = 0): LotKey {
  const [gtin, parsed] = [ITEMS[item]?.gtin, parseLotNumber(number)];
  if (!gtin || !parsed) throw new Error(`no lot ${number} of item ${item}`);
  return lotKey(gtin, parsed);
}

export function bin(code: string): BinCode {
  const parsed = parseBinCode(code);
  if (!parsed) throw new Error(`no bin ${code}`);
  return parsed;
}

/** What a judgement says in one line: outcome, broken rule, and the codes of its flags. */
export function says({ outcome, broke, flags }: Judgement): string {
  return [outcome, broke?.code, ...flags.map((flag) => flag.code)].filter(Boolean).join(' ');
}

export function minutes(count: number): EpochMs {
  return (NOON + count * 60_000) as EpochMs;
}
