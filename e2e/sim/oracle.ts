import { contextOf, dayOf, rolesOn } from '../../client/local/context-of.ts';
import { corrected } from '../../client/queue/clock.ts';
import type { QueuedReport } from '../../client/queue/queued-report.ts';
import type { ReportBody } from '../../client/queue/report-body.ts';
import type { JudgementRow } from '../../server/ledger/ledger.ts';
import { decide } from '../../shared/domain/engine/decide.ts';
import { type Effect, THING_NAMES } from '../../shared/domain/engine/effect.ts';
import { applyEffects, isSame, type Slice, thingsIn } from '../../shared/domain/engine/slice.ts';
import { touchOf } from '../../shared/domain/engine/touch-of.ts';
import type { Cursor, Receipt } from '../../shared/wire/push.ts';
import { breach } from './breach.ts';
import type { World } from './history.ts';
import { ledgerTables } from './memory-ledger.ts';
import { wholeStock } from './memory-stock.ts';
import type { MemoryView } from './memory-view.ts';
import { checkRecord } from './record-oracle.ts';
import type { SimPhone } from './sim-phone.ts';
import { SITE, WORKER } from './small-site.ts';
import { checkStock } from './stock-oracle.ts';

/** What must hold whenever a phone has finished an act: it shows the server's rows with its own pending reports on top. */
export function checkShown(world: World, phone: SimPhone): void {
  const { server } = world;
  const view = phone.home.copies.now();
  const cursor = view?.state().meta.cursor;
  if (!view || !cursor || phone.isBusy() || phone.isBroken() || !isOfThisHistory(world, cursor)) return;
  const { rows, revById } = ledgerTables(server.disk());
  const isServed = ({ id, hash }: QueuedReport) => {
    const rev = revById.get(id) ?? Number.POSITIVE_INFINITY;
    return rev <= cursor.rev && rows.get(rev)?.hash === hash;
  };
  const { lane, reports } = phone.home.queue.state();
  // Its next push will tell it that it shares its lane with its copy; until then its copy's reports count for its own.
  if (reports.some((report) => isTaken(world, lane.lane, report))) return;
  // A new copy of the stock does not say which rows came by way of the other phone: a push and a pull tell.
  if (world.renewsCopies && world.phones.length > world.bought && view.state().meta.laneAck < lane.nextSeq - 1) return;
  const pending = reports.filter((report) => !isServed(report));
  if (pending.length === 0 && view.state().overlay.length === 0) return;
  const expected = view.served();
  const shown = view.shown();
  if (!expected || !shown) return;
  laysOver(expected, view, pending);
  const odd = firstDifference(expected, shown);
  if (odd) breach(`a phone does not show its own pending reports over what the server told it: ${odd}`);
}

/** Whether the server has another report where this one stands. */
function isTaken({ server }: World, lane: string, { seq, hash }: QueuedReport): boolean {
  const place = server.parts().lanes.placeAt(lane, seq);
  return place !== null && ledgerTables(server.disk()).rows.get(place.ledgerRev)?.hash !== hash;
}

/** Whether the server still has what a phone has pulled. */
function isOfThisHistory({ server }: World, { epoch, rev, chain }: Cursor): boolean {
  const { meta, feed } = server.parts();
  return epoch === meta.epoch() && feed.chainAt(rev) === chain;
}

/** The rules, over the server's rows and then over each report that still waits, in order. */
function laysOver(slice: Slice, view: MemoryView, pending: readonly QueuedReport[]): void {
  const known = { site: SITE, roles: rolesOn([WORKER]) };
  const isPending = new Set(pending.map(({ id }) => id));
  for (const { id, body, at, effects } of view.state().acts) {
    if (!isPending.has(id)) slice.judged.set(id, { command: body, at, effects });
  }
  for (const { body } of pending) {
    if (!isReadable(body)) continue;
    const effects = effectsOf(slice, body, known);
    slice.judged.set(body.id, { command: body, at: corrected(body.clock), effects });
  }
}

function isReadable(command: ReportBody): boolean {
  try {
    return touchOf([{ command, today: dayOf(command, SITE) }]) !== null;
  } catch {
    return false;
  }
}

function effectsOf(slice: Slice, body: ReportBody, known: Parameters<typeof contextOf>[2]): readonly Effect[] {
  try {
    const { effects } = decide(slice, body, contextOf('report', body, known));
    applyEffects(slice, effects);
    return effects;
  } catch {
    return [];
  }
}

function firstDifference(a: Slice, b: Slice): string | null {
  for (const thing of THING_NAMES) {
    const [mine, theirs] = [thingsIn(a, thing), thingsIn(b, thing)];
    for (const [key, one] of mine) if (!isSame(one, theirs.get(key))) return `${thing} ${key}`;
    for (const key of theirs.keys()) if (!mine.has(key)) return `${thing} ${key}`;
  }
  return null;
}

/** What must hold once every fault is over and nobody has anything left to say. */
export function checkHealed(world: World): void {
  if (world.broken.length > 0) breach(`an app broke by itself: ${String(world.broken[0])}`);
  checkRecord(world);
  checkStock(world);
  for (const phone of world.phones) if (!phone.isDead()) checkPhone(world, phone);
}

function checkPhone(world: World, phone: SimPhone): void {
  const { lane, reports, inbox } = phone.home.queue.state();
  const { server } = world;
  if (lane.ackedSeq !== lane.nextSeq - 1) breach('a queue does not empty by itself');
  if (lane.receipt && !isSound(world, lane.receipt)) breach('a phone holds a receipt for what the server does not have');
  for (const report of reports) checkVerdict(ledgerTables(server.disk()).latest.get(report.id), report, inbox.has(report.id));
  const view = phone.home.copies.now();
  if (!view || view.state().meta.cursor?.rev !== server.parts().feed.tip().rev) breach('a phone does not come up to date by itself');
  const shown = view.shown();
  const odd = shown && firstDifference(shown, wholeStock(server.disk(), SITE));
  if (odd) breach(`a phone sees other stock than the server has: ${odd}`);
}

/** A receipt names what is here: its lane as far as it says, and its rev as it reads. */
function isSound({ server }: World, receipt: Receipt): boolean {
  const { feed, lanes, meta } = server.parts();
  const { epoch, rev, chain, lane, seq } = receipt;
  const isInFeed = rev < feed.floor() || feed.chainAt(rev) === chain;
  const isOurs = server.isGenuine(receipt) && epoch === meta.epoch() && isInFeed;
  return isOurs && (lanes.lane(lane)?.lastSeq ?? 0) >= seq;
}

/** The phone has the server's latest word, and what is not simply recorded waits in its inbox. */
function checkVerdict(judged: JudgementRow | undefined, { verdict, id }: QueuedReport, isInInbox: boolean): void {
  if (verdict?.n !== judged?.n || verdict?.outcome !== judged?.outcome) breach(`a phone holds another verdict than the server: ${id}`);
  if ((judged?.outcome !== 'recorded') !== isInInbox) breach('a disagreement is not in the inbox, or an agreement is');
}
