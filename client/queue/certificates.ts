import type { KeptCertificate, OutboxDatabase } from './outbox-database.ts';
import type { Answer, Failure } from './wire.ts';

/** What a sign-in brought; an older server gives no certificates. */
export interface Certified {
  readonly session: string;
  readonly certificates?: { readonly device: string; readonly shift: string };
}

/** How certificates are shown to the server; an older server knows nothing of them and refuses. */
export type Present = (certificates: readonly string[]) => Promise<Answer<unknown>>;

const PRESENTED_TO = 'certificates-presented-to';
const SHIFT_MS = 86_400_000;
const AT_ONCE = 100;

/** Keeps what came with a sign-in. Shifts older than everything still kept here have nothing left to vouch for. */
export async function keepCertificates(outbox: OutboxDatabase, { session, certificates }: Certified, now: number): Promise<void> {
  if (!certificates) return;
  const kept: KeptCertificate[] = [
    { id: 'device', text: certificates.device, at: now },
    { id: session, text: certificates.shift, at: now },
  ];
  await outbox.transaction('rw', outbox.certificates, outbox.commands, outbox.decisions, async () => {
    const oldest = await outbox.commands.orderBy('seq').first();
    const decided = await outbox.decisions.orderBy('at').first();
    const from = Math.min(now, oldest?.enqueuedAt ?? now, decided?.at ?? now) - SHIFT_MS;
    await outbox.certificates
      .where('at')
      .below(from)
      .and(({ id }) => id !== 'device')
      .delete();
    await outbox.certificates.bulkPut(kept);
  });
}

/**
 * Shows a server of another history what it may have forgotten, before it hears who did what. Once a history; null when
 * it knows, or needs not know. A server that cannot be reached now must be asked again before anything is pushed.
 */
export async function presentOnce(outbox: OutboxDatabase, present: Present): Promise<Failure | null> {
  const lane = await outbox.lane.get('this');
  const epoch = lane?.epoch ?? null;
  if (epoch === null || (await outbox.settings.get(PRESENTED_TO))?.value === epoch) return null;
  const failure = await presentAll(outbox, present);
  if (failure === null) await outbox.settings.put({ name: PRESENTED_TO, value: epoch });
  return failure;
}

/** What vouches for this phone and for these sessions on it. */
export async function certificatesOf(outbox: OutboxDatabase, sessions: ReadonlySet<string>): Promise<string[]> {
  const kept = await outbox.certificates.bulkGet(['device', ...sessions]);
  return kept.flatMap((each) => each?.text ?? []);
}

/** Shows everything; null when the server has seen it, or is one that knows of no certificates. */
export async function presentAll(outbox: OutboxDatabase, present: Present): Promise<Failure | null> {
  const texts = (await outbox.certificates.toArray()).map(({ text }) => text);
  return presentThese(texts, present);
}

/** Shows these, some at a time; null when the server has seen them, or is one that knows of no certificates. */
export async function presentThese(texts: readonly string[], present: Present): Promise<Failure | null> {
  for (let from = 0; from < texts.length; from += AT_ONCE) {
    const answer = await present(texts.slice(from, from + AT_ONCE));
    if (!answer.ok) return answer.failure.kind === 'refused' ? null : answer.failure;
  }
  return null;
}
