import type { Sign } from '../../client/local/ask.ts';
import type { Draft } from '../../client/queue/report-body.ts';

/** What a phone's view shows, pending reports laid over, by kind of thing and key; `rev`: how far it has pulled. */
export interface Seen {
  readonly rev: number;
  readonly epoch: string;
  readonly rows: Readonly<Record<string, unknown>>;
}

/** What the harness may ask of a phone in its thread. */
export interface PhoneTasks {
  signIn(wish: { badge: string; pin: string }): Promise<{ deviceId: string }>;
  /** Asks, then reports unless told to stop; the bold report all the same. Resolves with the id when the tick would show. */
  scan(wish: { draft: Draft; bold: boolean }): Promise<{ sign: Sign; id: string | null }>;
  depth(wish: null): Promise<number>;
  /** The instant (epoch ms) the queue was found empty; null: not within `patience` ms. */
  untilEmpty(wish: { patience: number }): Promise<number | null>;
  /** The app is closed and opened again. */
  restart(wish: null): Promise<void>;
  /** What waits here as the file another phone is handed; null: nothing waits. */
  handOver(wish: null): Promise<string | null>;
  /** Takes such a file, to bring it to the server. */
  carry(wish: { text: string }): Promise<void>;
  /** Moves the phone's wall clock `ahead` ms from true time. */
  setClock(wish: { ahead: number }): Promise<void>;
  seen(wish: null): Promise<Seen>;
}

export interface PhoneTask {
  readonly n: number;
  readonly name: keyof PhoneTasks;
  readonly wish: unknown;
}
