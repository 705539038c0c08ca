import { expect, it } from 'vitest';
import { fefoCompliance } from './compliance.ts';

const clean = [] as const;
const skipped = [{ code: 'fefo-skipped' }] as const;
const overridden = [{ code: 'fefo-override' }] as const;

it('compliance is compliant picks of all picks; overrides do not count as compliant and are listed apart', () => {
  const picks = [...Array.from({ length: 47 }, () => clean), overridden, overridden, skipped];
  expect(fefoCompliance(picks)).toEqual({ picks: 50, compliant: 47, overridden: 2, percent: 94 });
});

it('other flags of a pick do not count against it', () => {
  expect(fefoCompliance([[{ code: 'over-picked' }]])).toMatchObject({ compliant: 1, percent: 100 });
});

it('there is no figure while nothing was picked', () => {
  expect(fefoCompliance([])).toEqual({ picks: 0, compliant: 0, overridden: 0, percent: null });
});
