import { canonicalJson } from './canonical.ts';

/** One of the server's rows, by whoever holds it. */
interface Held {
  readonly key: string;
  readonly value: unknown;
}

/** The one text of some rows: what is hashed on both sides to see whether they hold the same. In whatever order they come. */
export function rowsText(rows: readonly Held[]): string {
  const lines = rows.map(({ key, value }) => `${JSON.stringify(key)}:${canonicalJson(value)}`);
  return lines.sort().join('\n');
}
