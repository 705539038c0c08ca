import type { Answer, Wire } from '../../client/queue/wire.ts';
import { Killed } from './killed.ts';
import type { SimServer } from './sim-server.ts';
import type { Fault, OutageKind } from './steps.ts';

/** How the line treats the calls of one push or pull: the fault befalls its `call`-th, counted from 0. */
export interface Treatment {
  readonly fault: Fault;
  /** Steps until what is on its way arrives. */
  readonly after: number;
  readonly call: number;
}

export interface SimLine {
  /** The line as one push or pull has it. Whoever is dead when the answer comes does nothing with it. */
  wire(treatment: Treatment, isAlive: () => boolean): Pick<Wire, 'push' | 'pull' | 'snapshot' | 'secondThoughts'>;
  outage(kind: OutageKind, steps: number): void;
  /** One step has passed: what is due arrives. */
  tick(): void;
  /** The server stopped: answers that were on their way are lost, requests find nobody. */
  hangUp(): void;
  /** All faults are over, and everything still on its way has arrived. */
  heal(): void;
}

interface UnderWay {
  due: number;
  readonly arrive: () => void;
  readonly lose: () => void;
}

const LOST = { ok: false, failure: { kind: 'unreachable', timedOut: true } } as const;
const OUTAGES: Record<OutageKind, Answer<never>> = {
  portal: { ok: false, failure: { kind: 'unreachable', timedOut: false } },
  broken: { ok: false, failure: { kind: 'server', message: 'broken' } },
  'too-large': { ok: false, failure: { kind: 'too-large' } },
  'refuses-all': { ok: false, failure: { kind: 'refused', field: 'commands.0.scans', message: 'refused' } },
};

/** The network between phones and the server: every fault is told to it, none is thrown by chance. */
export function simLine(server: SimServer): SimLine {
  let now = 0;
  let down: { kind: OutageKind; until: number } | null = null;
  let underWay: UnderWay[] = [];
  const later = (steps: number, arrive: () => void, lose: () => void = () => {}) => {
    underWay.push({ due: now + steps, arrive, lose });
  };
  const arriveWhere = (isDue: (each: UnderWay) => boolean) => {
    const due = underWay.filter(isDue);
    underWay = underWay.filter((each) => !isDue(each));
    for (const each of due) each.arrive();
  };

  return {
    wire: ({ fault, after, call }, isAlive) => {
      let calls = 0;
      const over = async <T>(work: () => Answer<T>): Promise<Answer<T>> => {
        const reach = () => (down ? (OUTAGES[down.kind] as Answer<T>) : work());
        const answer = await treated(calls === call ? fault : 'none', reach, (arrive, lose) => later(after, arrive, lose));
        calls += 1;
        if (!isAlive()) throw new Killed();
        return answer;
      };
      return {
        push: (push) => over(() => server.push(push)),
        pull: (pull) => over(() => server.pull(pull)),
        snapshot: (ask) => over(() => server.snapshot(ask)),
        secondThoughts: (asked) => over(() => server.secondThoughts(asked)),
      };
    },
    outage: (kind, steps) => {
      down = { kind, until: now + steps };
    },
    tick: () => {
      now += 1;
      if (down && down.until <= now) down = null;
      if (underWay.length > 0) arriveWhere(({ due }) => due <= now);
    },
    hangUp: () => {
      const cut = underWay;
      underWay = [];
      for (const each of cut) each.lose();
    },
    heal: () => {
      down = null;
      arriveWhere(() => true);
    },
  };
}

/** Puts something on its way: it arrives some steps later, unless the line is cut before. */
type Later = (arrive: () => void, lose?: () => void) => void;

function treated<T>(fault: Fault, work: () => Answer<T>, later: Later): Promise<Answer<T>> | Answer<T> {
  switch (fault) {
    case 'none':
      return work();
    case 'drop-request':
      return LOST;
    case 'drop-reply':
      work();
      return LOST;
    case 'duplicate':
      later(work);
      return work();
    case 'late':
      later(work);
      return LOST;
    case 'slow':
      return arriving(work, later);
    case 'slow-reply': {
      const answer = work();
      return arriving(() => answer, later);
    }
  }
}

function arriving<T>(answer: () => Answer<T>, later: Later): Promise<Answer<T>> {
  return new Promise((resolve) => {
    later(
      () => resolve(answer()),
      () => resolve(LOST),
    );
  });
}
