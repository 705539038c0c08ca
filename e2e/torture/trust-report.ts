import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addTo, BREACHES, emptyTally, type Tally } from './tally.ts';

/** What one call of the torture printed. */
export interface Report extends Tally {
  readonly seed: number;
  readonly kinds: readonly string[];
  readonly minutes: number;
  readonly commit: string;
}

const HEADING = '## Torture';
const NEXT_SECTION = /\n## /;

/** Every report of a folder, the longest first. */
export function reportsIn(folder: string): readonly Report[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const reports = files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Report);
  return reports.sort((a, b) => b.commands - a.commands);
}

export function totalOf(reports: readonly Report[]): Tally {
  const total = emptyTally();
  for (const report of reports) addTo(total, report);
  return total;
}

/** The trust report with its torture section written anew; what stands in its other sections stays. */
export function withTorture(page: string, reports: readonly Report[]): string {
  const at = page.indexOf(`${HEADING}\n`);
  const section = sectionOf(reports, totalOf(reports));
  if (at < 0) return `${page.trimEnd()}\n\n${section}`;
  const after = page.slice(at + HEADING.length).search(NEXT_SECTION);
  return page.slice(0, at) + section + (after < 0 ? '' : page.slice(at + HEADING.length + after));
}

function sectionOf(reports: readonly Report[], total: Tally): string {
  const faults = Object.entries(total.faults).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${HEADING}
\`npm run torture\`: the built server and real phones (the client's own code in threads, and Chromium) as processes, a TCP line
with faults between them. \`--kind K --seed S --minutes 0\` lives through a run again, as far as real processes repeat themselves.

| over ${total.runs} runs | |
|---|---|
| reports whose tick was shown | ${total.commands} |
| server SIGKILLs | ${total.serverKills} |
| Chromium SIGKILLs | ${total.chromiumKills} |
| restores | ${total.restores} |
| places where goods and books differed, and somebody was told | ${total.disagreements} |
${BREACHES.map((breach) => `| ${breach} | ${total[breach]} |`).join('\n')}
| worst heal, no new scan (ms) | ${total.worstHealMs} |

| fault | times |
|---|---|
${faults.map(([fault, times]) => `| ${fault} | ${times} |`).join('\n')}

| seeds from | kinds | commit | runs | reports | breaches | worst heal (ms) |
|---|---|---|---|---|---|---|
${reports.map(rowOf).join('\n')}
`;
}

function rowOf({ seed, kinds, commit, runs, commands, breaches, worstHealMs }: Report): string {
  return `| ${[seed, kinds.join(', '), commit, runs, commands, breaches.length, worstHealMs].join(' | ')} |`;
}
