import { z } from 'zod';
import type { Severity, Stage } from '../../shared/domain/anomalies/anomaly.ts';
import { router, withCapability } from '../api/trpc.ts';
import type { DeskReader } from '../reading/desk-reader.ts';
import type { Store } from '../store.ts';
import { type AnomalyStep, anomalyHistoryStore } from './anomaly-history-store.ts';
import { type AnomalyList, type AnomalyRow, anomalyStore } from './anomaly-store.ts';
import { type ClaimSaid, claimsStore } from './claims-store.ts';

const SEVERITIES: readonly [Severity, ...Severity[]] = ['stop', 'warn', 'info'];
const STAGES: readonly [Stage, ...Stage[]] = ['receipt', 'putaway', 'storage', 'pick', 'staging', 'dispatch', 'return', 'device'];

const listSchema = z
  .object({
    open: z.boolean().default(true),
    severity: z.enum(SEVERITIES).exactOptional(),
    stage: z.enum(STAGES).exactOptional(),
    /** A code this server does not know finds nothing. */
    code: z.string().max(40).exactOptional(),
    lot: z.string().max(40).exactOptional(),
    bin: z.string().max(20).exactOptional(),
    offset: z.int().nonnegative().default(0),
    limit: z.int().min(1).max(500).default(100),
  })
  .strict();

export interface AnomalyPage {
  readonly anomaly: AnomalyRow;
  readonly history: readonly AnomalyStep[];
  /** What the scans behind its claims said. */
  readonly said: readonly ClaimSaid[];
}

/** The inbox of what disagrees. Closing one is a command, like everything that changes the books. */
export function anomaliesRouter({ db }: Store, reader: DeskReader) {
  const store = anomalyStore(db);
  const history = anomalyHistoryStore(db);
  const said = claimsStore(db);
  return router({
    list: withCapability('read-everything')
      .input(listSchema)
      .query(({ ctx, input }): Promise<AnomalyList> => reader.read('anomalies', input, ctx.now)),

    one: withCapability('read-everything')
      .input(z.object({ id: z.string().min(1).max(200) }).strict())
      .query(({ input }): AnomalyPage | null => {
        const anomaly = store.one(input.id);
        return anomaly && { anomaly, history: history(anomaly), said: said(anomaly.claims) };
      }),
  });
}
