import { readFileSync } from 'node:fs';
import { type Grade, gradeVector, type Vector } from './grade.ts';

/** `npm run gs1 -- FILE`: grades a file of GS1 vectors; ends with the counts, and with 1 when one failed, 2 when it could not be read. */
function main(file: string | undefined): number {
  const vectors = readVectors(file);
  if (typeof vectors === 'string') {
    console.error(vectors);
    return 2;
  }
  const grades = vectors.map(gradeVector);
  for (const grade of grades) report(grade);
  const count = (outcome: Grade['outcome']) => grades.filter((grade) => grade.outcome === outcome).length;
  console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('unsupported')} unsupported`);
  return count('failed') > 0 ? 1 : 0;
}

function report(grade: Grade): void {
  if (grade.outcome === 'unsupported') console.log(`${grade.id} unsupported`);
  if (grade.outcome !== 'failed') return;
  console.log(`${grade.id} failed\n  expected ${JSON.stringify(grade.expected)}\n  got      ${JSON.stringify(grade.got)}`);
}

function readVectors(file: string | undefined): Vector[] | string {
  if (!file) return 'Usage: npm run gs1 -- FILE (a JSON array of vectors: id, kind, input, expect)';
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!Array.isArray(parsed)) return `${file}: is not a JSON array of vectors`;
    const broken = parsed.findIndex((each) => !isVector(each));
    return broken < 0 ? parsed : `${file}: entry ${broken + 1} lacks a text id, a text kind, an input or an object expect`;
  } catch (cause) {
    return `${file}: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}

function isVector(value: unknown): value is Vector {
  if (typeof value !== 'object' || value === null) return false;
  const { id, kind, input, expect } = value as Partial<Record<keyof Vector, unknown>>;
  return typeof id === 'string' && typeof kind === 'string' && input !== undefined && typeof expect === 'object' && expect !== null;
}

process.exitCode = main(process.argv[2]);
