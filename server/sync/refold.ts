import type { BinCode, Site } from '../../shared/domain/bins/bin.ts';
import { type Effect, effect, THING_NAMES } from '../../shared/domain/engine/effect.ts';
import { comesBefore, type Folded, fold, type Position } from '../../shared/domain/engine/fold.ts';
import { binsNamed, hadStarted, lotOf, lotsNamed, type Names, namedBy, placeOf } from '../../shared/domain/engine/names.ts';
import { isSame, place, type Slice, thingsIn } from '../../shared/domain/engine/slice.ts';
import type { Touch } from '../../shared/domain/engine/touch.ts';
import { touchOf } from '../../shared/domain/engine/touch-of.ts';
import type { LotKey } from '../../shared/domain/lots/ids.ts';
import type { Command } from '../../shared/domain/movements/command.ts';
import type { RecordedAct } from '../ledger/judged-order.ts';
import { clockAnomalyId } from './host-anomaly.ts';
import { indexNames, nameOfAct, nameOfLot } from './record.ts';
import type { SyncParts } from './sync-parts.ts';
import { hasForerunner, type LedgerAct, recordedAct } from './timeline.ts';

/** Most acts a late report may bring back: beyond that it is judged as it arrives, and says so. */
export const MOST_REFOLDED = 2_000;
/** Every round takes in more of the ledger; a handful is the rule. */
const MOST_ROUNDS = 50;

const NOTHING_ELSE = { bins: new Set<BinCode>(), acts: new Set<string>() };

/** A timeline folded anew: the slice as it is now, how its things stood before, and what became of the acts. */
export interface Refolded {
  readonly slice: Slice;
  readonly judged: Folded<LedgerAct>['judged'];
  /** What has to be written and told: one change per thing. */
  readonly changes: readonly Effect[];
}

/** What is folded: acts that enter the ledger's timeline, who caused it, and where. */
export interface Entering {
  readonly site: Site;
  readonly acts: readonly LedgerAct[];
  /** The command on whose account an anomaly that never came up in the new timeline is closed, and when. */
  readonly cause: { readonly command: LedgerAct['position']['id']; readonly at: Position['at'] };
}

/**
 * Puts acts where they belong in judged order and folds again whatever comes after them and shares their things, until
 * nothing changes. Null: nothing on record comes after them, so they may be judged over the stock as it stands;
 * `too-late`: so much comes after them that they must be.
 */
export function refold(parts: SyncParts, entering: Entering): Refolded | 'too-late' | null {
  const [first] = entering.acts.toSorted((a, b) => (comesBefore(a.position, b.position) ? -1 : 1));
  if (!first) return null;
  const gathered = gather(parts, entering, first.position);
  gathered.include(namesAtFirst(parts, entering));
  gathered.include({ lots: new Set(entering.acts.flatMap((act) => standingThen(parts.order, act))), ...NOTHING_ELSE });
  if (!gathered.isLate()) return null;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const timeline = gathered.timeline();
    if (timeline.length - entering.acts.length > MOST_REFOLDED) return 'too-late';
    const slice = parts.stock.load(touchOfTimeline(timeline, gathered.scope), entering.site);
    if (gathered.include(neighbours(parts.order, slice, timeline))) continue;
    const stood = copyOf(slice);
    const { judged, beyond } = fold(slice, timeline, gathered.scope);
    if (gathered.include(beyond)) continue;
    return { slice, judged, changes: changesOf(slice, stood, entering.cause) };
  }
  return 'too-late';
}

/** The part of the ledger that is folded again; it grows with every name that turns out to be shared. */
interface Gathered {
  readonly scope: Names;
  /** Whether anything on record has to be folded again. */
  isLate(): boolean;
  timeline(): readonly LedgerAct[];
  /** Widens the scope; true when acts share what is new in it. */
  include(names: Names): boolean;
}

function gather(parts: SyncParts, { site, acts }: Entering, earliest: Position): Gathered {
  const scope = { lots: new Set<LotKey>(), bins: new Set<BinCode>(), acts: new Set<string>() };
  const found = new Map<number, LedgerAct>();
  const own = new Set(acts.map(({ position }) => position.id));
  let first = earliest;

  /** Whatever shares these names from the first act on; true when there is any, found before or not. */
  function add(names: readonly string[]): boolean {
    const revs = parts.order.touching(names, first.at);
    const recorded = parts.order.acts(revs.filter((rev) => !found.has(rev))).filter(({ id }) => !own.has(id));
    const counting = keep(recorded).filter(({ stood }) => !comesBefore(stood, first));
    const isAny = counting.length > 0 || revs.some((rev) => found.has(rev));
    for (const act of counting) note(act);
    goBackTo(counting.map(({ position }) => position));
    return isAny;
  }

  function keep(recorded: readonly RecordedAct[]): readonly LedgerAct[] {
    return recorded.map((each) => found.get(each.rev) ?? recordedAct(parts, site.timeZone, each));
  }

  function note(act: LedgerAct): void {
    if (act.recorded) found.set(act.recorded.rev, act);
  }

  /** What had waited has its own turn again: whatever came after that turn comes back too. */
  function goBackTo(turns: readonly Position[]): void {
    const [oldest] = [...turns].sort((a, b) => (comesBefore(a, b) ? -1 : 1));
    if (!oldest || !comesBefore(oldest, first)) return;
    first = oldest;
    add(indexNames(scope));
  }

  /** Reports that waited for one of these lots or commands; what came after them comes back too. */
  function addWaiting(names: readonly string[]): boolean {
    const waiting = keep(parts.order.waitingFor(names));
    if (waiting.length === 0) return false;
    goBackTo(waiting.map(({ stood }) => stood));
    for (const act of waiting) if (!own.has(act.position.id)) note(act);
    return true;
  }

  return {
    scope,
    isLate: () => found.size > 0 || acts.some(({ past }) => past !== null) || hasForerunner(acts.flatMap(({ command }) => command ?? [])),
    timeline: () => [...acts, ...found.values()],
    include: (names) => {
      const lots = [...names.lots].filter((lot) => !scope.lots.has(lot));
      const bins = [...names.bins].filter((bin) => !scope.bins.has(bin));
      const others = [...names.acts].filter((act) => !scope.acts.has(act));
      if (lots.length + bins.length + others.length === 0) return false;
      for (const lot of lots) scope.lots.add(lot);
      for (const bin of bins) scope.bins.add(bin);
      for (const act of others) scope.acts.add(act);
      const fresh = { lots: new Set(lots), bins: new Set(bins), acts: new Set(others) };
      const later = add(indexNames(fresh));
      return addWaiting([...lots.map(nameOfLot), ...others.map(nameOfAct)]) || later;
    },
  };
}

/** What the entering acts name, what they had changed, and what an undone act among them had changed. */
function namesAtFirst({ ledger, stock }: SyncParts, { acts, site }: Entering): Names {
  const commands = acts.flatMap(({ command }) => command ?? []);
  const undone = commands.flatMap((command) => (command.kind === 'void' ? (ledger.recorded(command.payload.of)?.effects ?? []) : []));
  const shipments = new Set(commands.flatMap((command) => shipmentOf(command) ?? []));
  const known = stock.load({ ...touchOf([]), shipments }, site);
  const isOpen = (name: string, { position }: LedgerAct) => !hadStarted(known, name, position.at);
  const changed = [...undone, ...acts.flatMap(({ past }) => past?.effects ?? [])];
  return {
    lots: new Set([...commands.flatMap(lotsNamed), ...changed.flatMap((each) => lotOf(each) ?? [])]),
    bins: new Set([...commands.flatMap(binsNamed), ...changed.flatMap((each) => placeOf(each) ?? [])]),
    acts: new Set(acts.flatMap((act) => (act.command ? actsNamed(act.command) : []).filter((name) => isOpen(name, act)))),
  };
}

function actsNamed(command: Command): readonly string[] {
  if (command.kind === 'void') return [command.id, command.payload.of];
  return [command.id, shipmentOf(command) ?? []].flat();
}

function shipmentOf(command: Command): string | null {
  return (command.kind === 'dispatch' && command.payload.shipment) || null;
}

/**
 * What stood there then: a pick is held to what went before it in its item's line, and a count to its bin, as they were
 * when it happened, so lots that something has happened to since come back too.
 */
function standingThen(order: SyncParts['order'], { command, position }: LedgerAct): readonly LotKey[] {
  if (command?.kind === 'pick') return order.lotsAhead(command.payload.lot, position.at);
  return command?.kind === 'count' ? order.lotsThere(command.payload.bin, position.at) : [];
}

/**
 * Lots that acts do not name and are judged by all the same: those that bear the number of one received, the one on a
 * pallet, and whatever stood in a bin that was counted.
 */
function neighbours(order: SyncParts['order'], slice: Slice, acts: readonly LedgerAct[]): Names {
  return { lots: new Set(acts.flatMap((act) => neighboursOf(order, slice, act))), ...NOTHING_ELSE };
}

function neighboursOf(order: SyncParts['order'], slice: Slice, act: LedgerAct): readonly LotKey[] {
  if (!act.command) return [];
  const { kind, payload } = act.command;
  if (kind === 'count') return standingThen(order, act);
  if (kind === 'receive') return [...(slice.lotsNumbered.get(payload.lot) ?? [])];
  const onPallet = 'pallet' in payload && payload.pallet ? slice.pallets.get(payload.pallet)?.lot : undefined;
  return onPallet ? [onPallet] : [];
}

function touchOfTimeline(timeline: readonly LedgerAct[], { lots, bins }: Names): Touch {
  const touch = touchOf(timeline.flatMap(({ command, context }) => (command && context ? [{ command, today: context.today }] : [])));
  const effects = timeline.flatMap(({ past }) => past?.effects ?? []);
  const changed = effects.map(namedBy);
  const keysOf = (wanted: Effect['thing']) => effects.flatMap(({ thing, key }) => (thing === wanted ? key : []));
  const clocks = timeline.flatMap(({ placed }) => (placed ? clockAnomalyId(placed.report.device) : []));
  return {
    ...touch,
    lots: new Set([...touch.lots, ...lots]),
    bins: new Set([...touch.bins, ...bins, ...changed.flatMap((each) => each.bins)]),
    pallets: new Set([...touch.pallets, ...changed.flatMap(({ pallet }) => pallet ?? [])]),
    anomalies: new Set([...touch.anomalies, ...keysOf('anomaly'), ...clocks]),
    shipments: new Set([...touch.shipments, ...keysOf('shipment')]),
  };
}

type Stood = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

function copyOf(slice: Slice): Stood {
  return new Map(THING_NAMES.map((thing) => [thing, new Map(thingsIn(slice, thing))]));
}

/** Everything that stands otherwise now. An anomaly that never came up in the new timeline is explained, not forgotten. */
function changesOf(slice: Slice, stood: Stood, cause: Entering['cause']): readonly Effect[] {
  for (const [key, before] of stood.get('anomaly') ?? []) {
    if (!slice.anomalies.has(key)) place(slice, 'anomaly', key, explained(before as Anomaly, cause));
  }
  return THING_NAMES.flatMap((thing) => {
    const [was, is]: [ReadonlyMap<string, unknown>, ReadonlyMap<string, unknown>] = [stood.get(thing) ?? new Map(), thingsIn(slice, thing)];
    const keys = [...new Set([...was.keys(), ...is.keys()])].filter((key) => was.get(key) !== is.get(key));
    const changes = keys.map((key) => effect(thing, key, (was.get(key) ?? null) as never, (is.get(key) ?? null) as never));
    return changes.filter(({ before, after }) => !isSame(before, after));
  });
}

type Anomaly = Slice['anomalies'] extends Map<string, infer A> ? A : never;

function explained(anomaly: Anomaly, { command, at }: Entering['cause']): Anomaly {
  if (anomaly.closedAt !== null) return anomaly;
  return { ...anomaly, closedAt: at, closedBy: command as Anomaly['closedBy'], closedReason: 'late-arrival' };
}
