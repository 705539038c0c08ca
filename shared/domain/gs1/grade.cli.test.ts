import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { gradeVector } from './grade.ts';

const CLI = fileURLToPath(new URL('./grade.cli.ts', import.meta.url));
const good = { id: 'v1', kind: 'bracketed', input: '(10)L', expect: { ok: true, ais: [['10', 'L']], associations: 'requisite' } };
const wrong = { id: 'v2', kind: 'bracketed', input: '(10)L', expect: { ok: false, error: 'charset' } };
const odd = { id: 'v3', kind: 'rfid', input: 'E200', expect: { ok: true } };

/** Runs the grader on a file's text: what it printed, last line and exit code. */
const run = (text: string) => {
  const file = join(mkdtempSync(join(tmpdir(), 'gs1-')), 'vectors.json');
  writeFileSync(file, text);
  try {
    const out = execFileSync(process.execPath, ['--import', 'tsx', CLI, file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return { code: 0, out, last: out.trimEnd().split('\n').at(-1) };
  } catch (cause) {
    const { status, stdout, stderr } = cause as { status: number; stdout: string; stderr: string };
    return { code: status, out: stdout + stderr, last: stdout.trimEnd().split('\n').at(-1) };
  }
};

describe('grading GS1 vectors', () => {
  it('passes, fails and passes over', () => {
    expect(gradeVector(good).outcome).toBe('passed');
    expect(gradeVector({ ...good, expect: { ...good.expect, associations: 'ok' } }).outcome).toBe('failed');
    expect(gradeVector(wrong)).toMatchObject({ outcome: 'failed', expected: wrong.expect, got: { ok: true } });
    expect(gradeVector(odd).outcome).toBe('unsupported');
  });

  it('compares a Digital Link as a set and everything else as a list', () => {
    const uri = 'https://example.com/01/09506000134352?17=270331&11=260331';
    const ais = [
      ['11', '260331'],
      ['17', '270331'],
      ['01', '09506000134352'],
    ];
    expect(gradeVector({ id: 'v', kind: 'dl', input: uri, expect: { ok: true, ais } }).outcome).toBe('passed');
    const text = '(01)09506000134352(17)270331(11)260331';
    expect(gradeVector({ id: 'v', kind: 'bracketed', input: text, expect: { ok: true, ais } }).outcome).toBe('failed');
  });

  it('ends with the counts and fails when one vector does', () => {
    expect(run(JSON.stringify([good]))).toMatchObject({ code: 0, last: '1 passed, 0 failed, 0 unsupported' });
    const mixed = run(JSON.stringify([good, wrong, odd]));
    expect(mixed).toMatchObject({ code: 1, last: '1 passed, 1 failed, 1 unsupported' });
    expect(mixed.out).toMatch(/v2 failed\s+expected .*charset.*\s+got .*"ok":true/);
    expect(mixed.out).toContain('v3 unsupported');
  });

  it.each([
    ['{', /vectors\.json: .*JSON/],
    ['{}', /is not a JSON array/],
    ['[{"id":"v1"}]', /entry 1 lacks/],
  ])('says what is wrong with the file %s', (text, expected) => {
    const { code, out } = run(text);
    expect(code).toBe(2);
    expect(out).toMatch(expected);
  });
});
