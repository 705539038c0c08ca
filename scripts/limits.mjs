// House limits that no linter knows: file length, screen length, names that gather everything.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const FOLDERS = ['client', 'server', 'shared', 'e2e', 'bench', 'scripts'];
const MOST_LINES = 400;
const MOST_SCREEN_LINES = 200;
const GATHERERS = /(^|[/-])(utils?|helpers?|common|misc|types|manager|service|impl)(\.[tj]sx?$|\/|-)/i;

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', ...FOLDERS], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(tsx?|mjs|css)$/.test(file));

const complaints = [];
for (const file of files) {
  const lines = linesOf(file);
  if (lines > MOST_LINES) complaints.push(`${file}: ${lines} lines, at most ${MOST_LINES}`);
  if (/-screen\.tsx$/.test(file) && lines > MOST_SCREEN_LINES)
    complaints.push(`${file}: ${lines} lines, a screen has at most ${MOST_SCREEN_LINES}`);
  if (GATHERERS.test(file)) complaints.push(`${file}: name it for its noun`);
  if (!/(^|\/)[a-z0-9.-]+$/.test(file)) complaints.push(`${file}: files are kebab-case`);
  if (/(^|\/)index\.tsx?$/.test(file)) complaints.push(`${file}: no barrels`);
  if (takesServerCode(file)) complaints.push(`${file}: the phone knows the server by type alone`);
}
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exit(1);
console.log(`limits: ${files.length} files within them`);

/** The dependency rules see where an import leads, not whether it is of a type only. */
function takesServerCode(file) {
  if (!file.startsWith('client/') || /\.(test|contract)\.tsx?$/.test(file) || linesOf(file) === 0) return false;
  return /^import (?!type )[^;]*from '(\.\.\/)+server\//m.test(readFileSync(file, 'utf8'));
}

function linesOf(file) {
  try {
    return readFileSync(file, 'utf8').split('\n').length - 1;
  } catch {
    return 0;
  }
}
