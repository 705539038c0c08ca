import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bin, ROOT } from '../../scripts/prepare.mjs';

const OWN = join(ROOT, 'e2e/cases/worked-cases.json');
/** A larger set lies beside the checkout on some machines. */
const BESIDE = join(ROOT, '../shared/data/rules/cases.json');

function grade(file: string): { status: number | null; last: string } {
  const done = spawnSync(bin('tsx'), ['e2e/cases/cases.cli.ts', file], { cwd: ROOT, encoding: 'utf8' });
  return { status: done.status, last: done.stdout.trim().split('\n').at(-1) ?? '' };
}

describe('worked cases over a real server', () => {
  it.each([OWN, BESIDE].filter((file) => existsSync(file)))('%s: none fails', (file) => {
    const { status, last } = grade(file);
    expect(last).toMatch(/^[1-9]\d* passed, 0 failed, \d+ unsupported$/);
    expect(status).toBe(0);
  });

  it('a case that expects what does not happen fails the run', () => {
    const { status, last } = grade(join(ROOT, 'e2e/cases/wrong-case.json'));
    expect([status, last]).toEqual([1, '0 passed, 1 failed, 0 unsupported']);
  });
});
