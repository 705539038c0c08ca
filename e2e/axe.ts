import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Rows of a table are made alike: of hundreds the first are looked at. */
const ROWS_LIKE_THE_OTHERS = 'tbody tr:nth-child(n+13)';

/** What axe finds serious or critical on a page as it stands: the rule, and where. Only `rules`, when some are named. */
export async function graveFindings(page: Page, rules: readonly string[] = []): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    .exclude(ROWS_LIKE_THE_OTHERS)
    .setLegacyMode()
    .options({ resultTypes: ['violations'] });
  const { violations } = await (rules.length > 0 ? axe.withRules([...rules]) : axe).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return grave.map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
