import { type Capability, can } from '../access/matrix.ts';
import { type BinCode, holdsOneLot, parseBinCode } from '../bins/bin.ts';
import { gtinOf, parseLotNumber } from '../lots/ids.ts';
import { parseBadge } from './our-codes.ts';
import type { Goods, Here, Meaning, Place, ScanAction } from './scan-action.ts';
import type { Scanned } from './scanned.ts';

/** What acting at a place takes; who lacks it may only look. */
const NEEDS: Readonly<Record<Place, Capability | null>> = {
  'floor-pick': 'move-stock',
  'floor-putaway': 'move-stock',
  'floor-transfer': 'move-stock',
  'floor-sighting': 'move-stock',
  'dock-receive': 'receive-and-dispatch',
  'dock-dispatch': 'receive-and-dispatch',
  supervisor: 'read-everything',
  'sign-in': null,
  public: null,
};

type Answer = (scan: Scanned, here: Here) => ScanAction | null;

/** In this order; the first that has an answer decides. */
const RULES: readonly (readonly [rule: string, Answer])[] = [
  ['a broken code is told', (scan) => (scan.kind === 'unreadable' ? { type: 'unreadable', error: scan.error, at: scan.at } : null)],
  [
    'to a stranger goods are a public page',
    (scan, here) => (isStranger(here) && isGoods(scan) ? { type: 'show-public', label: scan } : null),
  ],
  ['a stranger learns nothing else', (_, here) => (isStranger(here) ? unknown('not-known') : null)],
  ["another site's code does nothing here", askSite],
  ['a badge signs its worker in', (scan) => (scan.kind === 'badge' ? { type: 'sign-in', badge: scan.badge } : null)],
  ['signing in takes a badge, typed too, and nothing else', askBadge],
  ['a registered code is looked up', (scan) => (scan.kind === 'code' ? { type: 'open-code', code: scan.code } : null)],
  ['a text is the bin or lot this phone knows by it', (scan, here) => (scan.kind === 'text' ? byName(scan.text, here) : null)],
  ['who may not act here may only look', (scan, here) => (mayAct(here) ? null : (look(scan, here) ?? unknown('role-not-allowed')))],
  ['a command is a button', (scan) => (scan.kind === 'command' ? { type: 'run-command', command: scan.command } : null)],
  ['a supervisor looks at what is scanned', (scan, here) => (here.place === 'supervisor' ? look(scan, here) : null)],
  ['a bin is where goods come from or go to', (scan, here) => (scan.kind === 'bin' ? takeBin(scan.bin, here) : null)],
  ['at the dock goods are received', (scan, here) => (here.place === 'dock-receive' ? takeGoods(scan, here, 'receive-lot') : null)],
  ['elsewhere goods are the ones in hand', (scan, here) => takeGoods(scan, here, 'set-lot')],
];

/**
 * What a scan means here: the same lot label is picked by a picker, received at the dock, traced by a supervisor and
 * a public page to a stranger. Changes nothing: the rules of stock judge what the worker then does.
 */
export function meaningOf(scan: Scanned, here: Here): Meaning {
  for (const [rule, answer] of RULES) {
    const action = answer(scan, here);
    if (action) return { action, rule };
  }
  return { action: unknown('not-known'), rule: 'nothing else fits' };
}

type Why = Extract<ScanAction, { type: 'unknown-code' }>['why'];

function unknown(why: Why): ScanAction {
  return { type: 'unknown-code', why };
}

function isGoods(scan: Scanned): scan is Goods {
  return scan.kind === 'lot' || scan.kind === 'pallet' || scan.kind === 'item';
}

function isStranger({ place, roles }: Here): boolean {
  return place === 'public' || (roles.length === 0 && place !== 'sign-in');
}

function mayAct({ place, roles }: Here): boolean {
  const need = NEEDS[place];
  return need === null || can(roles, need);
}

function askSite(scan: Scanned, { hosts, gln }: Here): ScanAction | null {
  if (isGoods(scan) || !('host' in scan || 'gln' in scan)) return null;
  if ('gln' in scan && scan.gln !== undefined && gln !== null) return scan.gln === gln ? null : { type: 'other-site', site: scan.gln };
  return scan.host === undefined || hosts.includes(scan.host) ? null : { type: 'other-site', site: scan.host };
}

function askBadge(scan: Scanned, { place }: Here): ScanAction | null {
  if (place !== 'sign-in') return null;
  const badge = scan.kind === 'text' ? parseBadge(scan.text) : null;
  return badge ? { type: 'sign-in', badge } : unknown('not-a-badge');
}

/** A bin code and a lot number may look alike: what the screen asks for decides. */
function byName(text: string, here: Here): ScanAction {
  const bin = parseBinCode(text);
  const number = parseLotNumber(text);
  const numbered = [...((number && here.known.lotsNumbered.get(number)) ?? [])];
  const ofTask = numbered.filter((lot) => gtinOf(lot) === here.task?.item);
  const [lot, ...others] = ofTask.length > 0 ? ofTask : numbered;
  const asksPlace = here.asks === 'from' || here.asks === 'to';
  if (bin && here.known.bins.has(bin) && (asksPlace || !lot)) return meaningOf({ kind: 'bin', bin }, here).action;
  if (lot && others.length > 0) return { type: 'choose-lot', lots: [lot, ...others] };
  return lot ? meaningOf({ kind: 'lot', lot }, here).action : unknown('not-known');
}

function look(scan: Scanned, { roles, online }: Here): ScanAction | null {
  if (!can(roles, 'read-floor')) return null;
  if (scan.kind === 'bin') return { type: 'show-bin', bin: scan.bin };
  return isGoods(scan) ? { type: online && can(roles, 'read-everything') ? 'trace' : 'show-known', label: scan } : null;
}

/** Unless the screen asks for one end of the move, the place does; a picker sets goods down where nothing is picked from. */
function takeBin(bin: BinCode, { asks, place, known }: Here): ScanAction {
  const kind = known.bins.get(bin)?.kind;
  const isSetDown = place === 'floor-pick' && kind !== undefined && !holdsOneLot(kind);
  const isEnd = place === 'floor-putaway' || place === 'floor-sighting' || place === 'dock-receive' || isSetDown;
  const end = asks === 'from' || asks === 'to' ? asks : isEnd ? 'to' : 'from';
  return { type: `set-bin-${end}`, bin };
}

/** The lot a label names, or the one the phone knows on the pallet. An item alone never names a lot: the worker chooses. */
function takeGoods(scan: Scanned, { known }: Here, type: 'set-lot' | 'receive-lot'): ScanAction | null {
  if (!isGoods(scan)) return null;
  if (scan.kind === 'item') {
    const lots = [...known.lots.keys()].filter((lot) => gtinOf(lot) === scan.gtin);
    return lots.length > 0 ? { type: 'choose-lot', lots } : unknown('lot-not-named');
  }
  const lot = scan.lot ?? (scan.kind === 'pallet' ? known.pallets.get(scan.sscc)?.lot : undefined);
  return lot ? { type, lot, label: scan } : unknown('pallet-unknown');
}
