import type { OutboxDatabase } from './outbox-database.ts';
import type { QrFrame, Seen } from './qr-frames.ts';

const SETTING = 'seen-frames';

/** Frames read so far of a hand-over that is not whole yet: an app that is closed in between goes on where it was. */
export async function seenFrames(outbox: OutboxDatabase): Promise<Seen> {
  const kept = (await outbox.settings.get(SETTING))?.value as readonly QrFrame[] | undefined;
  return new Map(kept?.map((frame) => [frame.index, frame]));
}

export async function keepSeen(outbox: OutboxDatabase, seen: Seen): Promise<void> {
  await outbox.settings.put({ name: SETTING, value: [...seen.values()] });
}
