import { findAi, leastLength } from './ai-table.ts';
import type { Association, Element } from './gs1-data.ts';

/** Keys whose serial part is optional, but needed under a digital signature (AI 8030). */
const OPTIONAL_SERIAL = ['253', '255', '8003'];

/**
 * Judges the pairings of GS1 General Specifications §4.13–4.14, as the Syntax Dictionary states them.
 * Never a reason to refuse a label: pallets carry what their printer put there.
 */
export function judgeAssociation(ais: readonly Element[]): Association {
  const present = [...new Set(ais.map(([ai]) => ai))].sort();
  return findMutex(present) ?? findMissing(present) ?? findRepeat(ais) ?? findUnserialised(ais) ?? { kind: 'ok' };
}

function findMutex(present: readonly string[]): Association | null {
  for (const ai of present) {
    for (const pattern of findAi(ai)?.excludes ?? []) {
      const other = present.find((each) => each !== ai && matches(each, pattern));
      if (other) return { kind: 'mutex', ai, other };
    }
  }
  return null;
}

function findMissing(present: readonly string[]): Association | null {
  for (const ai of present) {
    const needs = findAi(ai)?.requires ?? [];
    const holds = (group: readonly string[]) => group.every((pattern) => present.some((each) => each !== ai && matches(each, pattern)));
    if (needs.length > 0 && !needs.some(holds)) return { kind: 'requisite', ai, needs };
  }
  return null;
}

function findRepeat(ais: readonly Element[]): Association | null {
  const valueByAi = new Map<string, string>();
  for (const [ai, value] of ais) {
    if ((valueByAi.get(ai) ?? value) !== value) return { kind: 'repeat', ai };
    valueByAi.set(ai, value);
  }
  return null;
}

function findUnserialised(ais: readonly Element[]): Association | null {
  if (!ais.some(([ai]) => ai === '8030')) return null;
  const bare = ais.find(([ai, value]) => {
    const rule = OPTIONAL_SERIAL.includes(ai) ? findAi(ai) : null;
    return rule !== null && value.length === leastLength(rule);
  });
  return bare ? { kind: 'digsig', ai: bare[0] } : null;
}

/** `31nn` matches every four-digit AI that starts with 31. */
function matches(ai: string, pattern: string): boolean {
  return ai.length === pattern.length && ai.startsWith(pattern.replace(/n+$/, ''));
}
