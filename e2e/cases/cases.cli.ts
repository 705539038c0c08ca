import { type Case, type CaseFile, readCaseFile } from './case-file.ts';
import { startCaseServer } from './case-server.ts';
import { differences } from './compare.ts';
import { drive, Unsupported } from './drive.ts';
import { readBack } from './read-back.ts';

type Grade = { readonly kind: 'passed' } | { readonly kind: 'failed' | 'unsupported'; readonly why: readonly string[] };

/** Figures the product does not compute yet. */
const NOT_READ_BACK_YET = new Set(['count', 'values', 'trace', 'excursions']);

const [path] = process.argv.slice(2);
if (!path) {
  console.error('Which file of cases? For example: npm run cases -- cases.json');
  process.exit(2);
}
process.exitCode = (await gradeAll(readCaseFile(path))) === 0 ? 0 : 1;

/** Grades every case against a server of its own; returns how many failed. */
async function gradeAll(file: CaseFile): Promise<number> {
  const counts = { passed: 0, failed: 0, unsupported: 0 };
  for (const one of file.cases) {
    const grade = await gradeOne(one, file.meta.policy_defaults);
    counts[grade.kind] += 1;
    if (grade.kind !== 'passed') console.log(`${grade.kind} ${one.id} (${one.group}) ${one.title}\n    ${grade.why.join('\n    ')}`);
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.unsupported} unsupported`);
  return counts.failed;
}

async function gradeOne(one: Case, defaults: CaseFile['meta']['policy_defaults']): Promise<Grade> {
  const server = await startCaseServer();
  try {
    const driven = await drive(server, one, defaults);
    const later = Object.keys(one.expect).filter((key) => NOT_READ_BACK_YET.has(key));
    if (later.length > 0) return { kind: 'unsupported', why: later };
    const why = differences(one.expect, await readBack(driven));
    return why.length === 0 ? { kind: 'passed' } : { kind: 'failed', why };
  } catch (error) {
    if (error instanceof Unsupported) return { kind: 'unsupported', why: [error.message] };
    return { kind: 'failed', why: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
  } finally {
    await server.close();
  }
}
