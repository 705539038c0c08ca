import type { SqliteDatabase } from '../../server/db/open-database.ts';

/** One write as the product made it. */
interface Write {
  readonly sql: string;
  readonly values: unknown[];
}

/** The rows that pushes committed, one list per transaction. */
export type Tape = readonly (readonly Write[])[];

const BOUNDARIES = /^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b/i;

/** Notes every write of the connection while `work` runs, by listening at the library's own `run`. */
export async function recordWrites(db: SqliteDatabase, work: () => Promise<void>): Promise<Tape> {
  const tape: Write[][] = [[]];
  const statement = Object.getPrototypeOf(db.prepare('SELECT 1'));
  const run = statement.run;
  statement.run = function (this: { source: string; database: SqliteDatabase }, ...values: unknown[]) {
    if (this.database === db) note(tape, { sql: this.source, values });
    return run.apply(this, values);
  };
  try {
    await work();
  } finally {
    statement.run = run;
  }
  return tape.filter((transaction) => transaction.length > 0);
}

function note(tape: Write[][], write: Write): void {
  if (/^COMMIT\b/i.test(write.sql)) tape.push([]);
  else if (!BOUNDARIES.test(write.sql)) tape.at(-1)?.push(write);
}

/** Writes the very rows of one transaction again by prepared statements: the least such a push can cost. */
export function replayWrites(db: SqliteDatabase, tape: Tape): (transaction: number) => void {
  const texts = new Set(tape.flat().map(({ sql }) => sql));
  const statements = new Map([...texts].map((sql) => [sql, db.prepare<unknown[]>(sql)]));
  const prepared = tape.map((transaction) => transaction.map(({ sql, values }) => ({ statement: statements.get(sql), values })));
  const writeAll = db.transaction((writes: (typeof prepared)[number]) => {
    for (const { statement, values } of writes) statement?.run(...values);
  });
  return (transaction) => writeAll.immediate(prepared[transaction] ?? []);
}
