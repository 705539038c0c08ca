import { liveQuery } from 'dexie';
import { startOf } from '../queue/lane.ts';
import { laneOf, type OutboxDatabase } from '../queue/outbox-database.ts';
import { showQueue } from '../queue/queue-state.ts';
import { restartsOf } from '../queue/restarts.ts';
import { unreadOf } from '../queue/unread.ts';
import { metaOf } from './view-database.ts';
import type { Views } from './views.ts';

/** Keeps the status strip's figures true to the databases, whichever tab changes them. Returns how to stop. */
export function showFigures(outbox: OutboxDatabase, views: Views): () => void {
  const waiting = liveQuery(async () => waitingIn(outbox)).subscribe(showQueue, ignore);
  const asOf = liveQuery(async () => freshnessOf(views)).subscribe(showQueue, ignore);
  return () => {
    waiting.unsubscribe();
    asOf.unsubscribe();
  };
}

async function waitingIn(outbox: OutboxDatabase) {
  const lane = await laneOf(outbox);
  const { seq } = startOf(lane);
  const [oldest, needYou, pieces, restarts, unread] = await Promise.all([
    outbox.commands.get(seq + 1),
    outbox.inbox.count(),
    outbox.carried.toArray(),
    restartsOf(outbox),
    unreadOf(outbox),
  ]);
  const carried = pieces.reduce((sum, { taken, commands }) => sum + (taken ? 0 : commands.length), 0);
  return {
    depth: lane.nextSeq - 1 - seq,
    oldestWall: oldest?.body.clock.wall ?? null,
    needYou,
    carried,
    restartedAt: restarts.at(-1) ?? null,
    ...unread,
  };
}

async function freshnessOf(views: Views) {
  const view = await views.current();
  return { dataAsOf: view && (await metaOf(view)).dataAsOf };
}

/** A database that is being reopened is asked again on the next change. */
function ignore(): void {}
