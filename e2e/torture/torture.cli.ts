/** `npm run torture`: real processes and every fault page 3 names, for so many minutes; prints one JSON report. */
import { parseArgs } from 'node:util';
import { build } from '../../scripts/prepare.mjs';
import { KINDS, type TortureKind } from './kinds.ts';
import { addTo, emptyTally } from './tally.ts';

const NAMES = Object.keys(KINDS) as TortureKind[];
const USAGE = `npm run torture -- --minutes M [--kind ${NAMES.join('|')}] [--seed S]`;

const { values } = parseArgs({ options: { minutes: { type: 'string' }, kind: { type: 'string' }, seed: { type: 'string' } } });
const [minutes, seed] = [Number(values.minutes ?? 'x'), Number(values.seed ?? Date.now() % 1_000_000_000)];
const kinds = NAMES.filter((kind) => values.kind === undefined || values.kind === kind);
if (!(minutes >= 0) || !Number.isSafeInteger(seed) || kinds.length === 0) {
  console.error(`Usage: ${USAGE}`);
  process.exit(2);
}

build();
const tally = emptyTally();
const kept: string[] = [];
const until = Date.now() + minutes * 60_000;
for (let n = 0; n === 0 || Date.now() < until; n++) {
  const kind = kinds[n % kinds.length] ?? 'server-kill';
  const done = await KINDS[kind](seed + n);
  addTo(tally, done.tally);
  if (done.kept) kept.push(`--kind ${kind} --seed ${seed + n} --minutes 0: ${done.kept}`);
}
console.log(JSON.stringify({ seed, kinds, minutes, ...tally, kept }, null, 2));
process.exit(tally.breaches.length === 0 ? 0 : 1);
