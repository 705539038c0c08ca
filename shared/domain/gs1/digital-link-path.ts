import { findAi } from './ai-table.ts';
import type { Element } from './gs1-data.ts';

/** Whether these AIs may stand in the path in this order: a key, then some of one alternative's qualifiers, in order. */
export function isPath(ais: readonly string[]): boolean {
  const [key = '', ...rest] = ais;
  const alternatives = findAi(key)?.qualifiers ?? [];
  return alternatives.some((qualifiers) => qualifiers.filter((ai) => rest.includes(ai)).join() === rest.join());
}

/** Whether an attribute would fit into the path as a qualifier, and so must not stand in the query. */
export function belongsInPath(ai: string, path: readonly string[]): boolean {
  return path.some((_, i) => isPath([...path.slice(0, i + 1), ai, ...path.slice(i + 1)]));
}

/**
 * Which elements go into the path, in order: the first key among them and as many qualifiers as one alternative
 * takes. Empty when none is a key. Of a repeated AI the first stands for all.
 */
export function choosePath(ais: readonly Element[]): readonly Element[] {
  const key = ais.find(([ai]) => findAi(ai)?.qualifiers);
  if (!key) return [];
  const alternatives = (findAi(key[0])?.qualifiers ?? []).map((qualifiers) =>
    qualifiers.flatMap((wanted) => ais.filter(([ai]) => ai === wanted).slice(0, 1)),
  );
  const longest = alternatives.reduce((best, each) => (each.length > best.length ? each : best));
  return [key, ...longest];
}
