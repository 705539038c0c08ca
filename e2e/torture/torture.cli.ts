/** `npm run torture`: real processes and every fault page 3 names, for so many minutes; prints one JSON report. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, ROOT } from '../../scripts/prepare.mjs';
import { KINDS, type TortureKind } from './kinds.ts';
import { addTo, emptyTally } from './tally.ts';
import { reportsIn, totalOf, withTorture } from './trust-report.ts';

const NAMES = Object.keys(KINDS) as TortureKind[];
const USAGE = `npm run torture -- --minutes M [--kind ${NAMES.join('|')}] [--seed S]
       npm run torture -- --sum FOLDER   (of kept reports, into docs/trust-report.md)`;
const text = { type: 'string' } as const;

const { values } = parseArgs({ options: { minutes: text, kind: text, seed: text, sum: text } });
const [minutes, seed] = [Number(values.minutes ?? 'x'), Number(values.seed ?? Date.now() % 1_000_000_000)];
const kinds = NAMES.filter((kind) => values.kind === undefined || values.kind === kind);
if (values.sum !== undefined) sum(values.sum);
else if (minutes >= 0 && Number.isSafeInteger(seed) && kinds.length > 0) await torture();
else {
  console.error(`Usage: ${USAGE}`);
  process.exit(2);
}

/** Kinds take turns, each run with the next seed. */
async function torture(): Promise<never> {
  build();
  const tally = emptyTally();
  const kept: string[] = [];
  const until = Date.now() + minutes * 60_000;
  for (let n = 0; n === 0 || Date.now() < until; n++) {
    const kind = kinds[n % kinds.length] ?? 'server-kill';
    const again = `--kind ${kind} --seed ${seed + n} --minutes 0`;
    const done = await KINDS[kind](seed + n).catch((error: unknown) => neverBegan(again, error));
    if (done) addTo(tally, done.tally);
    if (done?.kept) kept.push(`${again}: ${done.kept}`);
  }
  console.log(JSON.stringify({ seed, kinds, minutes, commit: commit(), ...tally, kept }, null, 2));
  process.exit(tally.breaches.length === 0 ? 0 : 1);
}

/** Neither server nor phones were ready to be tortured: nothing is known of the product, and the run does not count. */
function neverBegan(again: string, error: unknown): null {
  console.error(`${again} never began: ${error instanceof Error ? error.stack : String(error)}`);
  return null;
}

function sum(folder: string): void {
  const reports = reportsIn(folder);
  const page = join(ROOT, 'docs', 'trust-report.md');
  const before = existsSync(page) ? readFileSync(page, 'utf8') : '# Trust report\n';
  writeFileSync(page, withTorture(before, reports));
  console.log(JSON.stringify(totalOf(reports), null, 2));
}

/** The version tried; a copy without history is told by the environment, or not at all. */
function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return process.env.COMMIT ?? '';
  }
}
