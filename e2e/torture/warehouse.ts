import type { Draft } from '../../client/queue/report-body.ts';
import type { Chance } from '../../server/demo/demo-random.ts';
import { BINS, ITEMS } from './site.ts';

/** Something a worker does with goods, and the scans they make of it. Without a draft nobody scans. */
export interface Act {
  readonly draft: Draft | null;
  /** A worker who is told to stop does it all the same. */
  readonly bold: boolean;
  /** Moves the goods themselves. */
  readonly carryOut: () => void;
}

/** Where the goods really are, whatever anybody scanned: by bin, quantity by lot. */
export interface Warehouse {
  readonly act: () => Act;
  /** What somebody finds who counts the bin. */
  readonly found: (bin: string) => readonly { readonly lot: string; readonly quantity: number }[];
  readonly lots: () => readonly string[];
}

interface Goods {
  readonly bin: string;
  readonly lot: string;
  readonly quantity: number;
}

const MOST_LOTS = 12;
/** How often a worker forgets to scan, or types a wrong quantity. */
const FORGETS = 0.06;
const MISTYPES = 0.03;
const BOLD = 0.5;

export function openWarehouse(chance: Chance): Warehouse {
  const goods = new Map<string, Map<string, number>>(BINS.all.map((bin) => [bin, new Map()]));
  const lots: string[] = [];

  function add(bin: string, lot: string, quantity: number): void {
    const here = goods.get(bin);
    const now = (here?.get(lot) ?? 0) + quantity;
    if (now < 0) throw new Error(`there is no ${lot} in ${bin} to take`);
    if (now === 0) here?.delete(lot);
    else here?.set(lot, now);
  }

  function some(bins: readonly string[]): Goods | undefined {
    const there = bins.flatMap((bin) => [...(goods.get(bin) ?? [])].map(([lot, quantity]): Goods => ({ bin, lot, quantity })));
    return chance.pick(there);
  }

  function receive(): Act {
    const isNew = lots.length < MOST_LOTS && chance.happens(0.7);
    const item = chance.pick(ITEMS) ?? '';
    const lot = (isNew ? undefined : chance.pick(lots)) ?? `${item}/T-${lots.length + 1}`;
    if (!lots.includes(lot)) lots.push(lot);
    const [gtin = '', number = ''] = lot.split('/');
    const to = chance.pick(BINS.docks) ?? '';
    const quantity = chance.between(1, 60);
    return scanned({ kind: 'receive', payload: { item: gtin, lot: number, to } }, quantity, () => add(to, lot, quantity));
  }

  function move(kind: 'putaway' | 'transfer' | 'pick', from: readonly string[], to: readonly string[]): Act {
    const taken = some(from);
    const target = chance.pick(to.filter((bin) => bin !== taken?.bin));
    if (!taken || !target) return receive();
    const quantity = chance.happens(0.6) ? taken.quantity : chance.between(1, taken.quantity);
    const { lot, bin } = taken;
    return scanned({ kind, payload: { lot, from: bin, to: target } }, quantity, () => {
      add(bin, lot, -quantity);
      add(target, lot, quantity);
    });
  }

  function dispatch(): Act {
    const taken = some([BINS.staging]);
    if (!taken) return move('pick', BINS.storage, [BINS.staging]);
    const { lot, bin, quantity } = taken;
    return scanned({ kind: 'dispatch', payload: { lot, from: bin, destination: 'Shop 12' } }, quantity, () => add(bin, lot, -quantity));
  }

  function sighting(): Act {
    const seen = some(BINS.all);
    if (!seen) return receive();
    return { draft: asDraft('sighting', { lot: seen.lot, bin: seen.bin }), bold: true, carryOut: () => undefined };
  }

  function scanned(what: { kind: string; payload: object }, quantity: number, carryOut: () => void): Act {
    const typed = chance.happens(MISTYPES) ? quantity + chance.between(1, 9) : quantity;
    const draft = chance.happens(FORGETS) ? null : asDraft(what.kind, { ...what.payload, quantity: typed });
    return { draft, bold: chance.happens(BOLD), carryOut };
  }

  return {
    act: () => {
      const die = chance.between(1, 18);
      if (die <= 4) return receive();
      if (die <= 8) return move('putaway', BINS.docks, BINS.storage);
      if (die <= 11) return move('transfer', BINS.storage, BINS.storage);
      if (die <= 14) return move('pick', BINS.storage, [BINS.staging]);
      return die <= 16 ? dispatch() : sighting();
    },
    found: (bin) => [...(goods.get(bin) ?? [])].map(([lot, quantity]) => ({ lot, quantity })),
    lots: () => lots,
  };
}

export function asDraft(kind: string, payload: object): Draft {
  return { kind, payload, scans: [{ raw: kind, symbology: null, via: 'wedge' }] } as unknown as Draft;
}
