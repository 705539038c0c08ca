import { expect, test } from 'vitest';
import type { Label } from '../../shared/domain/labels/label.ts';
import { type Sheet, sheetPage } from './sheet.ts';

const LABEL: Label = {
  kind: 'lot',
  code: 'https://cold.example/01/09521000000018/10/L1',
  level: 'M',
  title: 'L1',
  check: null,
  lines: ['Garden peas 1 kg'],
  expiryOn: null,
};
const SHEET: Sheet = {
  title: 'Lot labels',
  language: 'en',
  isDemo: false,
  labels: [LABEL],
  page: { number: 1, of: 1, path: '/labels/lots' },
};

async function written(sheet: Sheet): Promise<string> {
  let text = '';
  for await (const piece of sheetPage(sheet)) text += piece;
  return text;
}

test('every symbol stands on opaque white with its text under it', async () => {
  const page = await written({ ...SHEET, labels: [LABEL, { ...LABEL, title: 'L2', expiryOn: '2026-12-31' as Label['expiryOn'] }] });
  expect(page.match(/<svg/g)).toHaveLength(2);
  expect(page.match(/fill="#ffffff"/gi)).toHaveLength(2);
  expect(page).toContain('Use by 31 Dec 2026');
  expect(page.indexOf('<svg')).toBeLessThan(page.indexOf('>L1<'));
});

test('a hostile lot number is text, never markup', async () => {
  const page = await written({ ...SHEET, labels: [{ ...LABEL, title: '<script>alert(1)</script>' }] });
  expect(page).not.toContain('<script');
  expect(page).toContain('&#60;script&#62;');
});

test('nothing on the page needs inline style or script, which the content policy forbids', async () => {
  const page = await written({ ...SHEET, isDemo: true });
  expect(page).not.toMatch(/<style|<script|\sstyle=|\son\w+=/);
});

test('labels of a demo say so, each of them', async () => {
  expect((await written({ ...SHEET, isDemo: true, labels: [LABEL, LABEL] })).match(/DEMO/g)).toHaveLength(3);
  expect(await written(SHEET)).not.toContain('DEMO');
});
