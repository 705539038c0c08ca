import type { ViewThingName } from '../../shared/wire/feed.ts';
import { rowsText } from '../../shared/wire/rows-text.ts';
import { sha256Hex } from '../queue/lane-head.ts';
import type { OutboxDatabase } from '../queue/outbox-database.ts';
import type { Wire } from '../queue/wire.ts';
import type { ServerRow } from './server-rows.ts';
import { metaOf, THINGS, type ViewRows } from './view-database.ts';
import type { Views } from './views.ts';

/** A stretch is compared about once a minute, and at most every six hours a copy is fetched anew because of it. */
const EVERY_MS = 60_000;
const RENEW_MS = 6 * 3_600_000;
const STRIDE = 250;
const SETTING = 'compare';

/** Where the next stretch begins, and the phone's wall time of the last comparison and of the last new copy (ms). */
interface Standing {
  readonly thing: ViewThingName;
  readonly after: string | null;
  readonly at: number;
  readonly renewedAt: number;
}

const START: Standing = { thing: 'site', after: null, at: 0, renewedAt: 0 };

export interface Comparer {
  readonly outbox: OutboxDatabase;
  readonly views: Views;
  readonly wire: Pick<Wire, 'compare'>;
}

/**
 * Holds the next stretch of this phone's server rows against the server's digest, when it is time to. False: they differ,
 * and the copy must be fetched anew. Round after round all of the copy is compared; nobody has to ask for it.
 */
export async function sameAsServer(comparer: Comparer, now: number): Promise<boolean> {
  const { outbox } = comparer;
  const standing = await standingOf(outbox);
  if (now >= standing.at && now < standing.at + EVERY_MS) return true;
  const compared = await compareNext(comparer, standing);
  if (!compared) return true;
  const renews = !compared.same && (now < standing.renewedAt || now >= standing.renewedAt + RENEW_MS);
  const next = renews ? { ...START, renewedAt: now } : { ...compared.next, renewedAt: standing.renewedAt };
  await outbox.settings.put({ name: SETTING, value: { ...next, at: now } });
  return !renews;
}

type Place = Pick<Standing, 'thing' | 'after'>;

/** One stretch; null: the server did not answer, or either side stands elsewhere by now. */
export async function compareNext({ views, wire }: Comparer, { thing, after }: Place): Promise<{ same: boolean; next: Place } | null> {
  const view = await views.current();
  const cursor = view && (await metaOf(view)).cursor;
  if (!cursor) return null;
  const answer = await wire.compare({ cursor, thing, after });
  if (!answer.ok || answer.value.kind === 'moved') return null;
  const { through, digest } = answer.value;
  const rows = await view.reading(async (copy) => {
    const now = (await metaOf(copy)).cursor;
    return now?.rev === cursor.rev && now.epoch === cursor.epoch ? rowsBetween(copy, { thing, after }, through) : null;
  });
  if (!rows) return null;
  return { same: (await sha256Hex(rowsText(rows))) === digest, next: placeAfter(thing, through) };
}

async function rowsBetween(view: ViewRows, { thing, after }: Place, through: string | null): Promise<ServerRow<ViewThingName>[]> {
  const rows: ServerRow<ViewThingName>[] = [];
  for (let from = after === null ? '' : `${after}\0`, more = true; more; ) {
    const found = await view.things[thing].scanFrom('', from, STRIDE);
    const within = found.filter(([key]) => through === null || key <= through);
    rows.push(...within.map(([key, value]) => ({ key, value })));
    more = found.length >= STRIDE && within.length === found.length;
    from = `${found.at(-1)?.[0]}\0`;
  }
  return rows;
}

function placeAfter(thing: ViewThingName, through: string | null): Place {
  if (through !== null) return { thing, after: through };
  const next = THINGS[THINGS.indexOf(thing) + 1] ?? 'site';
  return { thing: next, after: null };
}

/** A kind this app does not know, from another version of it, begins the round again. */
async function standingOf(outbox: OutboxDatabase): Promise<Standing> {
  const kept = (await outbox.settings.get(SETTING))?.value as Standing | undefined;
  return kept && THINGS.includes(kept.thing) ? kept : START;
}
