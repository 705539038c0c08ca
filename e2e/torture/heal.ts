import { rowsOf } from '../ledger.ts';
import { note, type Tally } from './tally.ts';
import type { World } from './world.ts';

/** Page 3: after the fault heals, and with no new scan, the queue is empty within ten seconds. */
export const MOST_MS = 10_000;
const PATIENCE_MS = 60_000;

interface Healing {
  readonly since: number;
  readonly after: string;
}

/** Waits, scanning nothing, until every queue is empty; `since`: when the last fault, `after`, was over. */
export async function untilHealed({ phones }: World, tally: Tally, { since, after }: Healing): Promise<void> {
  const emptyAt = await Promise.all(phones.map(({ phone }) => phone.do('untilEmpty', { patience: PATIENCE_MS })));
  for (const [at, empty] of emptyAt.entries()) {
    const ms = empty === null ? PATIENCE_MS : Math.max(0, empty - since);
    tally.worstHealMs = Math.max(tally.worstHealMs, ms);
    if (ms > MOST_MS) note(tally, 'stuck', `${phones[at]?.phone.worker}: ${empty === null ? 'never' : `${ms} ms`} after ${after}`);
  }
}

/** Waits, scanning nothing, until every report whose tick was shown is on record (again). */
export async function untilOnRecord({ phones, server }: World, tally: Tally, { since, after }: Healing): Promise<void> {
  const kept = phones.flatMap((each) => each.kept);
  for (;;) {
    const onRecord = new Set(rowsOf<{ id: string }>(server().dataDir, 'SELECT id FROM ledger').map(({ id }) => id));
    const missing = kept.filter((id) => !onRecord.has(id)).length;
    const ms = Date.now() - since;
    if (missing === 0 || ms > PATIENCE_MS) {
      tally.worstHealMs = Math.max(tally.worstHealMs, ms);
      if (ms > MOST_MS) note(tally, 'stuck', `${ms} ms until all was on record after ${after}; ${missing} still missing`);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
