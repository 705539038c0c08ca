import { z } from 'zod';
import { type BinCode, parseBinCode } from '../domain/bins/bin.ts';
import type { CommandId } from '../domain/bins/stock-row.ts';
import { type DayIso, type EpochMs, parseDay } from '../domain/engine/time.ts';
import {
  type Gtin,
  type LotKey,
  type LotNumber,
  parseGtin,
  parseLotKey,
  parseLotNumber,
  parseSscc,
  type Sscc,
} from '../domain/lots/ids.ts';

/** A schema that mints a branded text with its own parser; `what` names it in the error. */
function minted<T>(what: string, parse: (text: string) => T | null) {
  return z.string().transform((text, context): T => {
    const value = parse(text);
    if (value !== null) return value;
    context.issues.push({ code: 'custom', input: text, message: `is not a valid ${what}` });
    return z.NEVER;
  });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const gtinSchema = minted<Gtin>('GTIN', parseGtin);
export const lotNumberSchema = minted<LotNumber>('lot number', parseLotNumber);
export const lotKeySchema = minted<LotKey>('lot key (gtin/lot)', parseLotKey);
export const ssccSchema = minted<Sscc>('SSCC', parseSscc);
export const binCodeSchema = minted<BinCode>('bin code', parseBinCode);
export const daySchema = minted<DayIso>('day (YYYY-MM-DD)', parseDay);
export const commandIdSchema = minted<CommandId>('command id (UUID)', (text) => (UUID.test(text) ? (text as CommandId) : null));
export const uuidSchema = z.string().regex(UUID, 'is not a UUID');
export const hexHashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in hex');
export const epochMsSchema = z.int().transform((value) => value as EpochMs);
