import { findAi } from './ai-table.ts';
import { judgeValue } from './element-value.ts';
import { fault, type Gs1Fault } from './gs1-data.ts';

export interface AiMeasure {
  readonly ok: true;
  readonly value: number;
}

/**
 * Reads the number of a measure, amount, price, percentage or count: the AI's last digit says how many decimals are
 * implied (31nn–36nn, 390n–395n), 4330–4333 imply two and are below zero with a trailing `-`, 30 and 37 are counts.
 * A currency in front (391n, 393n) is left out. An AI that carries no number is refused as `content`.
 */
export function readAiMeasure(ai: string, value: string): AiMeasure | Gs1Fault {
  const rule = findAi(ai);
  if (!rule) return fault('unknown-ai', 0, ai);
  const decimals = decimalsOf(ai);
  if (decimals === null) return fault('content', 0, ai);
  const found = judgeValue(rule, value);
  if (found) return fault(found.error, found.at, ai);

  const isNegative = value.endsWith('-');
  const digits = (/^39[13]/.test(ai) ? value.slice(3) : value).replace('-', '').padStart(decimals + 1, '0');
  const number = Number(`${digits.slice(0, digits.length - decimals)}.${digits.slice(digits.length - decimals)}`);
  return { ok: true, value: isNegative ? 0 - number : number };
}

function decimalsOf(ai: string): number | null {
  if (/^(3[1-6]\d|39[0-5])\d$/.test(ai)) return Number(ai[3]);
  if (/^433[0-3]$/.test(ai)) return 2;
  return ai === '30' || ai === '37' ? 0 : null;
}
