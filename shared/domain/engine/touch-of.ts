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
 * Everything a batch of commands names. Who picks asks for the front of the item's FEFO line, to see whether an older
 * lot stands before the one picked. An override must name every lot it skips: it asks for the whole line.
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
  for (const { command, today } of acts) {
    gather(gathered, command);
    if (command.kind === 'pick') wantLine(gathered, command, today);
  }
  const { lines, ...touch } = gathered;
  return { ...touch, fefo: [...lines.values()] };
}

function wantLine(gathered: Gathered, command: Extract<Command, { kind: 'pick' }>, today: DayIso): void {
  const item = gtinOf(command.payload.lot);
  const on = shipDay(today, command.payload.shipOn);
  const name = `${item} ${on}`;
  const whole = command.override !== undefined || gathered.lines.get(name)?.whole === true;
  gathered.lines.set(name, { item, on, whole });
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
