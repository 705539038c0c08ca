import { Dexie, type DexieOptions } from 'dexie';
import type { OutboxDatabase } from '../queue/outbox-database.ts';
import { VIEW_SLOTS, ViewDatabase, type ViewSlot } from './view-database.ts';

/** Which copy answers now, and which is being written. Kept in the outbox, so that both tabs agree. */
interface Slots {
  readonly current: ViewSlot | null;
  readonly next: ViewSlot | null;
}

const SETTING = 'views';
const NONE: Slots = { current: null, next: null };

/** The phone's copies of the stock: the one that answers, and while a new one is fetched, that one too. */
export interface Views {
  /** The copy that answers; null until the first one is complete. */
  current(): Promise<ViewDatabase | null>;
  /** The copy to write: begun now, or begun earlier and still under way. */
  begin(): Promise<ViewDatabase>;
  /** The copy under way, if any. */
  underWay(): Promise<ViewDatabase | null>;
  /** The copy under way is complete: it answers from now on, and the old one goes. */
  swap(): Promise<void>;
  /** Throws the copy under way away. */
  abandon(): Promise<void>;
  /** Makes room for the queue: every copy goes. */
  dropAll(): Promise<void>;
  close(): void;
}

export function viewsOf(outbox: OutboxDatabase, options: DexieOptions = {}): Views {
  const open = new Map<ViewSlot, ViewDatabase>();

  let closed = false;

  function at(slot: ViewSlot): ViewDatabase {
    if (closed) throw new Error('the copies of the stock are closed');
    const known = open.get(slot);
    if (known) return known;
    const view = new ViewDatabase(slot, options);
    open.set(slot, view);
    return view;
  }

  async function drop(slot: ViewSlot): Promise<void> {
    const view = at(slot);
    open.delete(slot);
    await view.delete();
  }

  return {
    async current() {
      const { current } = await slotsOf(outbox);
      return current && at(current);
    },
    async underWay() {
      const { next } = await slotsOf(outbox);
      return next && at(next);
    },
    async begin() {
      const slots = await slotsOf(outbox);
      if (slots.next) return at(slots.next);
      const next = slots.current === VIEW_SLOTS[0] ? VIEW_SLOTS[1] : VIEW_SLOTS[0];
      await drop(next);
      await keepSlots(outbox, { ...slots, next });
      return at(next);
    },
    async swap() {
      const { current, next } = await slotsOf(outbox);
      if (!next) return;
      await keepSlots(outbox, { current: next, next: null });
      if (current) await drop(current);
    },
    async abandon() {
      const slots = await slotsOf(outbox);
      if (slots.next) await drop(slots.next);
      await keepSlots(outbox, { ...slots, next: null });
    },
    async dropAll() {
      // A disk may be so full that not even this note fits: then the copies go first.
      const isNoted = await keepSlots(outbox, NONE).then(
        () => true,
        () => false,
      );
      await Promise.all(VIEW_SLOTS.map(drop));
      if (!isNoted) await keepSlots(outbox, NONE).catch(() => undefined);
    },
    close() {
      closed = true;
      for (const view of open.values()) view.close();
      open.clear();
    },
  };
}

/** Copies of an earlier schema are of no use to anyone. */
export async function dropOldViews(): Promise<void> {
  const slots: readonly string[] = VIEW_SLOTS;
  const names = await Dexie.getDatabaseNames();
  await Promise.all(names.filter((name) => name.startsWith('view-') && !slots.includes(name)).map((name) => Dexie.delete(name)));
}

async function slotsOf(outbox: OutboxDatabase): Promise<Slots> {
  const kept = (await outbox.settings.get(SETTING))?.value as Slots | undefined;
  return kept && (kept.current === null || VIEW_SLOTS.includes(kept.current)) ? kept : NONE;
}

async function keepSlots(outbox: OutboxDatabase, value: Slots): Promise<void> {
  await outbox.settings.put({ name: SETTING, value });
}
