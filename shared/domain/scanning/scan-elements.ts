import { parseBinCode } from '../bins/bin.ts';
import type { DayIso } from '../engine/time.ts';
import { readAiDate } from '../gs1/ai-date.ts';
import { readAiMeasure } from '../gs1/ai-measure.ts';
import type { Gs1Elements, Gs1Fault } from '../gs1/gs1-data.ts';
import { lotKey, parseGtin, parseLotNumber, parseSscc } from '../lots/ids.ts';
import type { Scanned } from './scanned.ts';

/** AIs that state the last good day and the day of making, the better statement first. */
const EXPIRY = ['17', '7003', '15'];
const PRODUCTION = ['11', '13'];

/**
 * Says what the elements of one label name: a pallet before a lot, a lot before its item, else a bin. A lot number
 * alone, or anything else we have no use for, is text. `today` decides the century of dates.
 */
export function scannedFrom(data: Gs1Elements, text: string, today: DayIso): Scanned {
  const value: ValueOf = (ai) => data.ais.find((each) => each[0] === ai)?.[1];
  const goods = goodsOf(value);
  if (goods) {
    const facts = factsOf(data, value, today);
    return 'error' in facts ? { kind: 'unreadable', error: facts.error, at: 0, text } : { ...goods, ...facts };
  }
  return binOf(data, value) ?? { kind: 'text', text: value('10') ?? text };
}

type ValueOf = (ai: string) => string | undefined;

function goodsOf(value: ValueOf): Scanned | null {
  const sscc = parseSscc(value('00') ?? '');
  const gtin = parseGtin(value('01') ?? value('02') ?? '');
  const number = parseLotNumber(value('10') ?? '');
  const lot = gtin && number && lotKey(gtin, number);
  if (sscc) return { kind: 'pallet', sscc, ...(gtin && { gtin }), ...(lot && { lot }) };
  if (lot) return { kind: 'lot', lot };
  return gtin && { kind: 'item', gtin };
}

function binOf(data: Gs1Elements, value: ValueOf): Scanned | null {
  const gln = value('414');
  const bin = parseBinCode(value('254') ?? '');
  return gln && bin ? { kind: 'bin', bin, gln, ...(data.link && { host: data.link.host.toLowerCase() }) } : null;
}

type Facts = Pick<Extract<Scanned, { kind: 'lot' }>, 'expiryOn' | 'producedOn' | 'serial' | 'count' | 'warning'>;

function factsOf(data: Gs1Elements, value: ValueOf, today: DayIso): Facts | Gs1Fault {
  const expiry = dateOf(EXPIRY, value, today);
  const production = dateOf(PRODUCTION, value, today);
  if (expiry && !expiry.ok) return expiry;
  if (production && !production.ok) return production;
  const serial = value('21');
  const count = readAiMeasure('37', value('37') ?? value('30') ?? '');
  return {
    ...(expiry && { expiryOn: expiry.iso }),
    ...(production && { producedOn: production.iso }),
    ...(serial && { serial }),
    ...(count.ok && { count: count.value }),
    ...(data.association.kind !== 'ok' && { warning: data.association }),
  };
}

function dateOf(ais: readonly string[], value: ValueOf, today: DayIso) {
  const ai = ais.find((each) => value(each) !== undefined);
  return ai === undefined ? null : readAiDate(ai, value(ai) ?? '', today);
}
