import { render, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ImportReply } from '../desk/answers.ts';
import { ImportResult } from './import-result.tsx';

const NONE = { added: 0, changed: 0, same: 0 };
const tally = { site: { ...NONE, same: 1 }, zones: NONE, bins: { added: 12, changed: 3, same: 385 }, items: NONE, workers: NONE };
const show = (reply: ImportReply) => render(<ImportResult reply={reply} />);

describe('a file of master data', () => {
  it('shows what it would change, list by list, before anything is changed', () => {
    show({ ok: true, dryRun: true, tally });
    expect(screen.getByText(/Nothing is changed yet/)).toBeVisible();
    expect(screen.getByRole('row', { name: 'Bins 12 3 385' })).toBeVisible();
  });

  it('says when it holds nothing new', () => {
    show({ ok: true, dryRun: true, tally: { ...tally, bins: { added: 0, changed: 0, same: 400 } } });
    expect(screen.getByText('The file says what the store holds already.')).toBeVisible();
  });

  it('says when it has been taken', () => {
    show({ ok: true, dryRun: false, tally });
    expect(screen.getByText('The file is taken.')).toBeVisible();
  });

  it('names the field of everything that is wrong with it', () => {
    show({
      ok: false,
      problems: [
        { field: 'bins[3].code', code: 'invalid', facts: { detail: 'is not a valid bin code' } },
        { field: 'bins[4].zone', code: 'zone-unknown', facts: { zone: 'XYZ' } },
      ],
    });
    const [first, second] = within(screen.getByRole('list')).getAllByRole('listitem');
    expect(screen.getByText('2 entries cannot be taken')).toBeVisible();
    expect(first).toHaveTextContent('Bins, entry 4, code is not a valid bin code');
    expect(second).toHaveTextContent('Bins, entry 5, zone: there is no zone XYZ');
  });

  it('counts entries, however much is wrong with each', () => {
    const wrong = (n: number) =>
      ['code', 'zone', 'kind'].map((field) => ({ field: `bins[${n}].${field}`, code: 'missing' as const, facts: {} }));
    show({ ok: false, problems: [...wrong(0), ...wrong(1)] });
    expect(screen.getByText('2 entries cannot be taken')).toBeVisible();
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toContain('Bins, entry 1, zone is missing');
  });

  it('does not drown a person in one mistake made ten thousand times', () => {
    const problems = Array.from({ length: 10_000 }, (_, n) => ({
      field: `bins[${n}].zone`,
      code: 'zone-unknown' as const,
      facts: { zone: 'X' },
    }));
    show({ ok: false, problems });
    expect(screen.getAllByRole('listitem')).toHaveLength(100);
    expect(screen.getByText('and 9900 more')).toBeVisible();
  });
});
