import { freshLane, type Lane } from '../../client/queue/lane.ts';
import type { QueueStore } from '../../client/queue/queue-store.ts';
import type { InboxEntry, QueuedReport } from '../../client/queue/queued-report.ts';
import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import { turnstile } from './turnstile.ts';

/** All that a phone's queue holds. Replaced as a whole, never changed in place, so that a copy is a reference. */
export interface QueueState {
  readonly lane: Lane;
  /** In the order of their numbers. */
  readonly reports: readonly QueuedReport[];
  readonly inbox: ReadonlyMap<CommandId, InboxEntry>;
}

export interface MemoryQueue extends QueueStore {
  /** What a backup or a clone of this phone's disk would hold. */
  state(): QueueState;
}

/** A phone's queue in memory, beginning with what an earlier one held, or empty in a lane of its own. */
export function memoryQueue(from: QueueState | string): MemoryQueue {
  let state: QueueState = typeof from === 'string' ? { lane: freshLane(from), reports: [], inbox: new Map() } : from;
  const oneAtATime = turnstile();
  const put: QueueStore['put'] = async (reports) => {
    state = { ...state, reports: putInOrder(state.reports, reports) };
  };
  return {
    state: () => state,
    reading: oneAtATime,
    writing: (work) =>
      oneAtATime(async () => {
        const before = state;
        try {
          return await work();
        } catch (error) {
          state = before;
          throw error;
        }
      }),
    lane: async () => state.lane,
    putLane: async (lane) => {
      state = { ...state, lane };
    },
    reportsAfter: async (seq, most) => {
      const first = state.reports.findIndex((report) => report.seq > seq);
      return first === -1 ? [] : state.reports.slice(first, most === undefined ? undefined : first + most);
    },
    reportAt: async (seq) => state.reports.find((report) => report.seq === seq),
    reportsOf: async (ids) => state.reports.filter(({ id }) => ids.includes(id)),
    lastOfRun: async (goes) => {
      const stays = state.reports.findIndex((report) => !goes(report));
      return stays === -1 ? state.reports.at(-1) : state.reports[stays - 1];
    },
    put,
    putWords: put,
    removeUpTo: async (seq) => {
      state = { ...state, reports: state.reports.filter((report) => report.seq > seq) };
    },
    putInInbox: async (entries) => {
      if (entries.length > 0) state = { ...state, inbox: new Map([...state.inbox, ...entries.map((entry) => [entry.id, entry] as const)]) };
    },
    takeFromInbox: async (ids) => {
      if (ids.some((id) => state.inbox.has(id))) state = { ...state, inbox: new Map([...state.inbox].filter(([id]) => !ids.includes(id))) };
    },
  };
}

function putInOrder(old: readonly QueuedReport[], fresh: readonly QueuedReport[]): readonly QueuedReport[] {
  const reports = [...old];
  for (const report of fresh) {
    if (reports.some(({ id, seq }) => id === report.id && seq !== report.seq)) throw new Error(`${report.id} has another number already`);
    const at = reports.findIndex(({ seq }) => seq >= report.seq);
    reports.splice(at === -1 ? reports.length : at, reports[at]?.seq === report.seq ? 1 : 0, report);
  }
  return reports;
}
