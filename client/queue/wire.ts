import type { Compare, CompareReply } from '../../shared/wire/compare.ts';
import type { Pull, PullReply, SnapshotAsk, SnapshotReply } from '../../shared/wire/feed.ts';
import type { Push, PushReply } from '../../shared/wire/push.ts';
import type { SecondThoughts, SecondThoughtsReply } from '../../shared/wire/second-thoughts.ts';

/** Why a call brought nothing. Only our server's own JSON counts as an answer: a portal's page is `unreachable`. */
export type Failure =
  | { readonly kind: 'unreachable'; readonly timedOut: boolean }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'session-expired' }
  /** `isUnknown`: the server has no such call, it is an older one. */
  | { readonly kind: 'refused'; readonly field: string | null; readonly message: string; readonly isUnknown?: true }
  /** `requestId`: what the server's log knows this failure by. */
  | { readonly kind: 'server'; readonly message: string; readonly requestId?: string };

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** The network as the queue sees it. */
export interface Wire {
  push(push: Push): Promise<Answer<PushReply>>;
  pull(pull: Pull): Promise<Answer<PullReply>>;
  snapshot(ask: SnapshotAsk): Promise<Answer<SnapshotReply>>;
  /** Shows the server what it once certified; an older one does not know the call and refuses. */
  present(certificates: readonly string[]): Promise<Answer<unknown>>;
  secondThoughts(asked: SecondThoughts): Promise<Answer<SecondThoughtsReply>>;
  compare(asked: Compare): Promise<Answer<CompareReply>>;
  /** Calls `poke` whenever the server has news and once the line is open, `lost` when the line breaks. Returns how to stop. */
  listen(poke: () => void, lost: () => void): () => void;
}
