import { nextHead } from '../../server/ledger/chain.ts';
import type { LedgerRow } from '../../server/ledger/ledger.ts';
import { GENESIS } from '../../shared/wire/canonical.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import { breach } from './breach.ts';
import type { World } from './history.ts';
import type { MemoryDisk } from './memory-disk.ts';
import { laneTables } from './memory-lanes.ts';
import { ledgerTables } from './memory-ledger.ts';
import type { SimPhone } from './sim-phone.ts';

/** Every report that showed its tick is on record once, in its phone's order, and as what it was. */
export function checkRecord(world: World): void {
  const { rows } = ledgerTables(world.server.disk());
  const kept = new Set<string>(world.phones.flatMap((phone) => phone.kept));
  const fromPhones = [...rows.values()].filter((row) => row.lane !== null && !isSecondForm(world, row, kept));
  for (const { id } of fromPhones) if (!kept.has(id)) breach(`a report is on record that nobody made, or twice: ${id}`);
  for (const phone of world.phones) checkOrder(phone, fromPhones);
  for (const row of fromPhones) checkMeaning(world, row);
  checkLanes(world);
}

/** Of a phone and its copy one may hand over as unreadable what the other handed over as it was: that has no effect. */
function isSecondForm({ server, phones, bought }: World, { id }: LedgerRow, kept: ReadonlySet<string>): boolean {
  const [first = '', second] = id.split('#');
  const judged = ledgerTables(server.disk()).latest.get(id);
  return second !== undefined && phones.length > bought && kept.has(first) && judged?.outcome === 'parked';
}

function checkOrder({ kept, isDead }: SimPhone, rows: readonly LedgerRow[]): void {
  const mine = new Set<string>(kept);
  const here = rows.filter(({ id }) => mine.has(id)).map(({ id }) => id);
  if (here.length < kept.length && !isDead()) breach(`a report that was kept is lost: ${kept.find((id) => !here.includes(id))}`);
  const gap = here.findIndex((id, at) => id !== kept[at]);
  if (gap !== -1) breach(`reports of a phone are on record out of order, or with a gap: ${here[gap]}`);
}

/** Whether a report is about goods the store cannot write: those of the poison itself, or of what it undoes. */
function mustBeWritten(world: World, id: string): boolean {
  if (world.poisoned.get(id as Verdict['id']) === 'store') return true;
  const { rows, revById } = ledgerTables(world.server.disk());
  const row = rows.get(revById.get(id) ?? 0);
  return row?.kind === 'void' && mustBeWritten(world, JSON.parse(row.body).payload?.of);
}

/** What can be read keeps its meaning; what cannot is parked, and only that. */
function checkMeaning(world: World, { id, kind }: LedgerRow): void {
  const { server, poisoned } = world;
  const judged = ledgerTables(server.disk()).latest.get(id);
  if (!judged) breach(`${id} was never judged`);
  const { outcome, broke, flags }: Verdict = JSON.parse(judged.verdict);
  const isUnread = kind === 'unreadable' || broke?.code === 'kind-unknown' || broke?.code === 'handler-error';
  if (isUnread !== poisoned.has(id as Verdict['id']) && !mayBeEither(world, { id, kind }))
    breach(`${id} is ${isUnread ? 'parked unread though it is healthy' : 'read though it is poison'}`);
  if (outcome !== 'recorded' && flags.length === 0 && broke?.code !== 'same-bin') breach(`${id} is ${outcome} and nobody is told why`);
  const { anomaly } = server.parts().stock.things;
  for (const flag of flags)
    if (flag.anomaly && !anomaly.one(flag.anomaly)) breach(`${id} is flagged ${flag.code} and there is no such anomaly`);
}

/** Refused by name, taken empty, then refused by name by another outage: nobody can tell that from a report that is poison. */
function mayBeEither(world: World, { id, kind }: Pick<LedgerRow, 'id' | 'kind'>): boolean {
  return mustBeWritten(world, id) || (kind === 'unreadable' && world.refusals > 1);
}

/** Numbers of a lane stand without a gap, and each head follows from the commands before it. */
function checkLanes({ server }: World): void {
  for (const lane of laneTables(server.disk()).lanes.values()) {
    let last = GENESIS;
    for (let seq = 1; seq <= lane.lastSeq; seq++) last = headAt(server.disk(), { lane: lane.id, seq }, last);
    if (last !== lane.head) breach(`lane ${lane.id} stands at another head than its last report`);
  }
}

function headAt(disk: MemoryDisk, { lane, seq }: { lane: string; seq: number }, before: string): string {
  const place = laneTables(disk).places.get(`${lane} ${seq}`);
  const row = place && ledgerTables(disk).rows.get(place.ledgerRev);
  if (!place || !row) breach(`number ${seq} of lane ${lane} is missing`);
  const head = nextHead(before, { lane, seq, hash: row.hash });
  return head === place.head ? head : breach(`head ${seq} of lane ${lane} does not follow from its reports`);
}
