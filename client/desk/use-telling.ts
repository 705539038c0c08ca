import { useMemo } from 'react';
import type { Anomaly, AnomalyFacts } from '../../shared/domain/anomalies/anomaly.ts';
import { EFFECT_TABLE } from '../../shared/domain/engine/effect-table.ts';
import type { Refusal, RefusalCode } from '../../shared/domain/engine/refusal.ts';
import type { DayIso, EpochMs } from '../../shared/domain/engine/time.ts';
import { type Gtin, gtinOf } from '../../shared/domain/lots/ids.ts';
import type { Item } from '../../shared/domain/lots/item.ts';
import { parseQuantity, quantityToText } from '../../shared/domain/lots/quantity.ts';
import { ageText, dayText, stampText, timeText } from '../../shared/words/dates.ts';
import { type Explained, explainAnomaly, explainRefusal, type Look, readable } from '../../shared/words/explain.ts';
import { type Language, sayAny } from '../../shared/words/words.ts';
import { useWords, type Words } from '../ui/words.tsx';
import { type Desk, useDesk } from './desk.ts';

const HOUR = 3_600_000;

/** How quantities of an item are counted. */
export type Counted = Pick<Item, 'unit' | 'decimals'>;

/** Turns what the ledger holds into words a person reads at this site. */
export interface Telling {
  readonly day: (day: DayIso) => string;
  readonly time: (at: EpochMs) => string;
  /** An instant in a file, on the site's clock; `stamped` heads its column and names that clock. */
  readonly stamp: (at: EpochMs) => string;
  readonly stamped: (title: string) => string;
  /** "(±2 s)"; null for an act at the server itself, which is sure. */
  readonly error: (ms: number | null) => string | null;
  /** "20 Nov 10:31 (±2 s)". */
  readonly claimed: (claim: { readonly at: EpochMs; readonly error: number | null }) => string;
  readonly age: (ms: number) => string;
  readonly quantity: (steps: number, counted: Counted | null) => string;
  readonly anomaly: (anomaly: Pick<Anomaly, 'code' | 'facts' | 'lot' | 'bin' | 'item'>) => Explained;
  /** What exactly does not fit, where more is known than the code says. */
  readonly detail: (anomaly: Pick<Anomaly, 'facts' | 'lot' | 'item'>) => string | null;
  readonly refusal: (refusal: Refusal) => Explained;
}

export function useTelling(): Telling {
  const words = useWords();
  const desk = useDesk();
  return useMemo(() => tellingAt(desk, words), [desk, words]);
}

function tellingAt(desk: Desk, words: Words): Telling {
  const { language } = words;
  const { today, timeZone, now } = desk;
  const time = (at: EpochMs) => timeText(language, at, { timeZone, now });
  const error = (ms: number | null) => {
    if (ms === null) return words.say('desk.time-unsure');
    return ms === 0 ? null : words.say('desk.time-error', { seconds: Math.ceil(ms / 1000) });
  };
  return {
    day: (day) => dayText(language, day, today),
    time,
    stamp: (at) => stampText(at, timeZone),
    stamped: (title) => words.say('table.stamped', { title, timeZone }),
    error,
    claimed: (claim) => [time(claim.at), error(claim.error)].filter(Boolean).join(' '),
    age: (ms) => ageText(language, ms),
    quantity: (steps, counted) => (counted ? `${stepsText(steps, counted.decimals)} ${counted.unit}`.trim() : String(steps)),
    anomaly: (anomaly) => explainAnomaly(anomaly, lookAt(desk, language, itemOf(anomaly))),
    detail: (anomaly) => detailText(anomaly.facts, lookAt(desk, language, itemOf(anomaly))),
    refusal: (refusal) => explainRefusal(refusal, lookAt(desk, language, gtinIn(refusal))),
  };
}

/** Facts that say more than the anomaly's own sentence, most telling first. */
const DETAILS = ['found', 'bookedIn', 'expiryOn', 'windowHours', 'order', 'held', 'lost', 'phone'] as const;

function detailText(facts: AnomalyFacts, look: Look): string | null {
  const said = readable(facts, look);
  const { broke, windowHours } = facts;
  if (typeof broke === 'string' && isRefusalCode(broke)) return sayAny(look.language, `refusal.${broke}`, said);
  const name = DETAILS.find((each) => (facts[each] ?? null) !== null);
  const allowed = typeof windowHours === 'number' ? ageText(look.language, windowHours * HOUR) : null;
  return name ? sayAny(look.language, `detail.${name}`, { ...said, allowed }) : null;
}

function isRefusalCode(text: string): text is RefusalCode {
  return Object.hasOwn(EFFECT_TABLE, text);
}

function itemOf({ item, lot }: Pick<Anomaly, 'item' | 'lot'>): Gtin | null {
  return item ?? (lot && gtinOf(lot));
}

/** Negative steps are what left a place. */
function stepsText(steps: number, decimals: number): string {
  const quantity = parseQuantity(Math.abs(steps));
  const text = quantity === null ? String(Math.abs(steps)) : quantityToText(quantity, decimals);
  return steps < 0 ? `−${text}` : text;
}

function lookAt({ today, items }: Desk, language: Language, gtin: string | null): Look {
  const item = (gtin && items.get(gtin)) || null;
  return { language, today, item, itemName: (wanted) => items.get(wanted)?.name ?? null };
}

function gtinIn(refusal: Refusal): string | null {
  if ('lot' in refusal) return gtinOf(refusal.lot);
  if ('occupant' in refusal) return gtinOf(refusal.occupant);
  return 'item' in refusal ? refusal.item : null;
}
