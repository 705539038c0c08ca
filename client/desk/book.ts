import type { Refusal } from '../../shared/domain/engine/refusal.ts';
import { api, call } from '../api.ts';
import { bodyOf } from '../local/commands.ts';
import { thisPhone } from '../local/phone.ts';
import { keepDecision } from '../queue/decisions.ts';
import type { Draft, ReportBody } from '../queue/report-body.ts';
import type { Failure } from '../queue/wire.ts';

/** What came of an act put to the ledger. `role`: it was allowed, but nobody signed in may have it booked. */
export type Booking =
  | { readonly kind: 'booked' }
  | { readonly kind: 'refused'; readonly broke: Refusal }
  | { readonly kind: 'role' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Makes a decision at the desk a whole command: its id is minted here, so that sending it twice books it once. */
export function commandOf(draft: Draft): Promise<ReportBody> {
  return bodyOf(thisPhone(), draft, { outcome: '', codes: [] });
}

/** Puts it to the ledger at once, to be booked when the rules accept it. */
export async function book(command: ReportBody): Promise<Booking> {
  const answer = await call((options) => api.sync.ask.mutate({ command, book: true }, options));
  if (!answer.ok) return { kind: 'failed', failure: answer.failure };
  const { outcome, broke, booked, rev, occurredAt, epoch, durable } = answer.value;
  if (outcome === 'refused' && broke) return { kind: 'refused', broke };
  if (!booked) return { kind: 'role' };
  // It is booked whether or not this browser can keep it against the server's being restored.
  if (rev !== null && occurredAt && epoch)
    await keepDecision(thisPhone().outbox, command, { epoch, rev, occurredAt, durable }).catch(() => undefined);
  return { kind: 'booked' };
}
