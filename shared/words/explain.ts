import type { Anomaly, AnomalyFacts } from '../domain/anomalies/anomaly.ts';
import { BIN_KINDS, type BinKind, holdsOneLot } from '../domain/bins/bin.ts';
import type { Refusal } from '../domain/engine/refusal.ts';
import { type DayIso, parseDay } from '../domain/engine/time.ts';
import { type Gtin, lotNumberOf, parseGtin, parseLotKey } from '../domain/lots/ids.ts';
import type { Item } from '../domain/lots/item.ts';
import { parseQuantity, quantityToText } from '../domain/lots/quantity.ts';
import { dayText } from './dates.ts';
import { type Fact, type Language, say, sayAny } from './words.ts';

/** What turns codes into words a person knows: whose language, which day it is, which items there are. */
export interface Look {
  readonly language: Language;
  readonly today: DayIso;
  /** The item quantities are counted in. */
  readonly item: Item | null;
  readonly itemName: (gtin: Gtin) => string | null;
}

/** One sentence of what is the matter, one of what to do. */
export interface Explained {
  readonly title: string;
  readonly todo: string;
}

/** Facts counted in the item's steps; any other number is said as it is. */
const QUANTITIES = new Set([
  'asked',
  'there',
  'open',
  'dispatched',
  'quantity',
  'expected',
  'book',
  'found',
  'received',
  'counted',
  'missing',
  'moved',
]);

export function explainRefusal(refusal: Refusal, look: Look): Explained {
  const facts = readable({ ...refusal }, look);
  return {
    title: sayAny(look.language, `refusal.${refusal.code}`, facts),
    todo: sayAny(look.language, `refusal.${refusal.code}.todo`, facts),
  };
}

export function explainAnomaly(anomaly: Pick<Anomaly, 'code' | 'facts' | 'lot' | 'bin' | 'item'>, look: Look): Explained {
  const { lot, bin, item } = anomaly;
  const facts = readable({ ...anomaly.facts, lot, bin, item }, look);
  return {
    title: sayAny(look.language, `anomaly.${anomaly.code}`, facts),
    todo: sayAny(look.language, `anomaly.${anomaly.code}.todo`, facts),
  };
}

/** Facts as a person reads them: a lot by its number, a day by its date, an item by its name, a quantity with its unit. */
export function readable(facts: AnomalyFacts, look: Look): Readonly<Record<string, Fact>> {
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, readableFact(name, fact, look)]));
}

function readableFact(name: string, fact: Fact, look: Look): Fact {
  if (typeof fact === 'number') return QUANTITIES.has(name) ? quantityText(fact, look.item) : fact;
  if (fact === null) return null;
  if (name === 'reason' && isSetApart(fact)) return say(look.language, `held-in.${fact}`);
  const lot = parseLotKey(fact);
  if (lot) return lotNumberOf(lot);
  const day = parseDay(fact);
  if (day) return dayText(look.language, day, look.today);
  const gtin = parseGtin(fact);
  return (gtin && look.itemName(gtin)) ?? fact;
}

/** Goods may be held by nothing but the kind of bin they stand in. */
function isSetApart(reason: string): reason is Exclude<BinKind, 'storage' | 'pick-face'> {
  const kind = BIN_KINDS.find((each) => each === reason);
  return kind !== undefined && !holdsOneLot(kind);
}

/** "24 kg": steps as the item counts them. */
export function quantityText(steps: number, item: Item | null): string {
  return item ? `${numberText(steps, item)} ${item.unit}` : String(steps);
}

export function numberText(steps: number, item: Item | null): string {
  const quantity = parseQuantity(steps);
  return quantity === null ? String(steps) : quantityToText(quantity, item?.decimals ?? 0);
}
