import type { Draft, ReportBody } from '../../../client/queue/report-body.ts';
import type { LotKey } from '../../../shared/domain/lots/ids.ts';
import type { Hand } from '../../sync/movements.ts';
import { type Copied, copyStock } from './bootstrap.ts';
import { type Drained, drain, settle } from './drain.ts';
import { type BenchPhone, beginShift, keep, lineIsBack, type Seen, startPhone, until } from './phone.ts';
import { putPlainly, type Scanned, scan, watchLot } from './scan.ts';

/** What the measurements ask of the phone in this page. */
export interface PhonePage {
  /** Somebody signs in; the phone is not told of it, and its line is cut. */
  begin(who: { badge: string; pin: string }): Promise<Hand>;
  /** The line is there, and the copy of the stock with it. */
  follow(): Promise<void>;
  copyStock(floorFirst: boolean): Promise<Copied>;
  cut(): void;
  keep(bodies: readonly ReportBody[]): Promise<void>;
  drain(): Promise<Drained>;
  settle(): Promise<void>;
  scan(draft: Draft): Promise<Scanned>;
  putPlainly(seq: number): Promise<number>;
  watch(lot: LotKey): Promise<void>;
  changedAt(): Promise<number>;
  seen(): Seen;
}

declare global {
  interface Window {
    phone: PhonePage;
  }
}

const phone: BenchPhone = await startPhone(false);
let watched: ReturnType<typeof watchLot> | undefined;

window.phone = {
  begin: (who) => beginShift(phone, who),
  follow: async () => {
    lineIsBack(phone);
    await until(({ dataAsOf }) => dataAsOf !== null);
  },
  copyStock: (floorFirst) => copyStock(phone, floorFirst),
  cut: () => {
    phone.line.isUp = false;
  },
  keep: (bodies) => keep(phone, bodies),
  drain: () => drain(phone),
  settle: () => settle(phone),
  scan: (draft) => scan(phone, draft),
  putPlainly: (seq) => putPlainly(phone, seq),
  watch: (lot) => {
    watched = watchLot(lot);
    return watched.shown;
  },
  seen: () => phone.line.seen,
  changedAt: () => watched?.changed ?? Promise.reject(new Error('nothing is watched')),
};
