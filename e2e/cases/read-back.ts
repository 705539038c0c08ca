import { type LotKey, lotNumberOf } from '../../shared/domain/lots/ids.ts';
import type { ViewChange } from '../../shared/wire/feed.ts';
import { fromSteps } from './case-file.ts';
import type { CasePhone } from './case-phone.ts';
import type { Driven } from './drive.ts';
import { ANOMALY_TYPES, lotStatusWord } from './vocabulary.ts';

/** Everything a case may expect, as the server tells it through its own API. */
export async function readBack(driven: Driven): Promise<Record<string, unknown>> {
  const things = await everything(driven.reader);
  const lots = things.flatMap((each) => (each.thing === 'lot' && each.after ? [each.after] : []));
  const { rows } = await driven.reader.trpc.anomalies.list.query({ limit: 500 });
  return {
    results: driven.results,
    replay_order: await replayOrder(driven, lots),
    ...(driven.plan !== undefined && { plan: driven.plan }),
    deviations: driven.deviations,
    final_stock: finalStock(things),
    lot_exists: lots.map((lot) => lot.number),
    lot_fields: lots.map((lot) => ({ lot: lot.number, status: lotStatusWord(lot.status, lot.holdReason), expiry: lot.expiryOn })),
    anomalies: rows
      .filter((each) => ANOMALY_TYPES[each.code] !== undefined)
      .map((each) => ({ type: ANOMALY_TYPES[each.code], lot: each.lotNumber, bin: each.bin })),
  };
}

async function everything({ trpc }: CasePhone): Promise<ViewChange[]> {
  const things: ViewChange[] = [];
  for (let after: Parameters<typeof trpc.sync.snapshot.query>[0]['after'] = null; ; ) {
    const page = await trpc.sync.snapshot.query({ after });
    things.push(...page.rows);
    after = page.next;
    if (after === null) return things;
  }
}

/** The case's events in judged order, as the lots' life lines tell it. */
async function replayOrder({ reader, eventByCommand }: Driven, lots: readonly { readonly key: LotKey }[]): Promise<unknown[]> {
  const pages = await Promise.all(lots.map(({ key }) => reader.trpc.lots.page.query({ lot: key })));
  const life = pages.flatMap((page) => page?.life ?? []).sort((a, b) => a.occurredAt - b.occurredAt || (a.command < b.command ? -1 : 1));
  return [...new Set(life.flatMap(({ command }) => eventByCommand.get(command) ?? []))];
}

/** Rows by lot and bin; goods in dispute stand where they came from, goods in hand nowhere. */
function finalStock(things: readonly ViewChange[]): unknown[] {
  const stock = new Map<string, { lot: string; bin: string | null; steps: number }>();
  const add = (lot: string, bin: string | null, steps: number) => {
    const key = `${lot} ${bin}`;
    stock.set(key, { lot, bin, steps: (stock.get(key)?.steps ?? 0) + steps });
  };
  for (const each of things) {
    if (each.thing === 'stock' && each.after) add(lotNumberOf(each.after.lot), each.after.bin, each.after.quantity);
    if (each.thing === 'unconfirmed' && each.after) add(lotNumberOf(each.after.lot), each.after.fromBin, each.after.quantity);
  }
  return [...stock.values()].map(({ lot, bin, steps }) => ({ lot, bin, qty: fromSteps(steps) }));
}
