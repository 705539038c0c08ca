import type { BinCode } from '../bins/bin.ts';
import type { CommandId } from '../bins/stock-row.ts';
import { shipDay } from '../fefo/eligibility.ts';
import { type Gtin, gtinOf, type LotKey, type LotNumber, lotKey, type Sscc } from '../lots/ids.ts';
import type { Command } from '../movements/command.ts';
import type { DayIso } from './time.ts';
import type { FefoTouch, Touch } from './touch.ts';

interface Act {
  readonly command: Command;
  readonly today: DayIso;
}

/** What a batch touches while it is being gathered. */
interface Gathered {
  readonly lots: Set<LotKey>;
  readonly items: Set<Gtin>;
  readonly bins: Set<BinCode>;
  readonly pallets: Set<Sscc>;
  readonly lotNumbers: Set<LotNumber>;
  readonly commands: Set<CommandId>;
  readonly anomalies: Set<string>;
  readonly shipments: Set<string>;
  readonly lines: Map<string, FefoTouch>;
}

/**
 * Everything a batch of commands names. Each command that could use up one row of an item's FEFO line asks for one
 * more row of it, so that the last of k commands still sees whether an older lot stands before its own. An override
 * must name every lot it skips: it asks for the whole line.
 */
export function touchOf(acts: readonly Act[]): Touch {
  const gathered: Gathered = {
    lots: new Set(),
    items: new Set(),
    bins: new Set(),
    pallets: new Set(),
    lotNumbers: new Set(),
    commands: new Set(),
    anomalies: new Set(),
    shipments: new Set(),
    lines: new Map(),
  };
  const moves = new Map<Gtin, number>();
  for (const { command } of acts) {
    gather(gathered, command);
    for (const item of itemsMoved(command)) moves.set(item, (moves.get(item) ?? 0) + 1);
  }
  for (const { command, today } of acts) if (command.kind === 'pick') wantLine(gathered, { command, today, moves });
  const { lines, ...touch } = gathered;
  return { ...touch, fefo: [...lines.values()] };
}

function wantLine(
  gathered: Gathered,
  { command, today, moves }: { command: Extract<Command, { kind: 'pick' }>; today: DayIso; moves: Map<Gtin, number> },
): void {
  const item = gtinOf(command.payload.lot);
  const on = shipDay(today, command.payload.shipOn);
  const name = `${item} ${on}`;
  const isWhole = command.override !== undefined || gathered.lines.get(name)?.rows === null;
  gathered.lines.set(name, { item, on, rows: isWhole ? null : (moves.get(item) ?? 0) + 1 });
}

function itemsMoved(command: Command): Gtin[] {
  return command.kind !== 'receive' && 'lot' in command.payload ? [gtinOf(command.payload.lot)] : [];
}

function gather(gathered: Gathered, command: Command): void {
  if (command.task?.lot) gathered.lots.add(command.task.lot);
  if (command.kind === 'receive') {
    gathered.items.add(command.payload.item);
    gathered.lotNumbers.add(command.payload.lot);
    gathered.lots.add(lotKey(command.payload.item, command.payload.lot));
  } else if ('lot' in command.payload) gathered.lots.add(command.payload.lot);
  gatherPlaces(gathered, command);
  gatherRecords(gathered, command);
}

function gatherPlaces(gathered: Gathered, { payload }: Command): void {
  if ('from' in payload && payload.from) gathered.bins.add(payload.from);
  if ('to' in payload && payload.to) gathered.bins.add(payload.to);
  if ('bin' in payload) gathered.bins.add(payload.bin);
  if ('pallet' in payload && payload.pallet) gathered.pallets.add(payload.pallet);
}

function gatherRecords(gathered: Gathered, command: Command): void {
  switch (command.kind) {
    case 'void':
      gathered.commands.add(command.payload.of);
      break;
    case 'count':
      for (const each of command.payload.found) gathered.lots.add(each.lot);
      break;
    case 'recall':
      for (const lot of command.payload.lots) gathered.lots.add(lot);
      break;
    case 'close-anomaly':
      gathered.anomalies.add(command.payload.anomaly);
      break;
    case 'dispatch':
      if (command.payload.shipment) gathered.shipments.add(command.payload.shipment);
      break;
    default:
  }
}
