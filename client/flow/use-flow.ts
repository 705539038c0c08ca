import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import type { RawScan } from '../../shared/wire/envelope.ts';
import { usePreferences } from '../ui/preferences.ts';
import { signal } from '../ui/signal.ts';
import { answer, type Flow, type Given, type Heard, nextRound, withoutPlace } from './flow.ts';
import { FIRST_ROUND, type Round, roundOf } from './round.ts';
import { useKeeping } from './use-keeping.ts';

export interface FlowInHand {
  readonly round: Round;
  /** A question is open; or the rules stop it before all is asked; or the deed can be confirmed. */
  readonly stage: 'question' | 'stopped' | 'deed';
  /** Just now a report was kept for good. */
  readonly saved: boolean;
  readonly saving: boolean;
  /** What could not be done, when nothing else on screen says so: an answer looked up, or a report kept. */
  readonly failed: 'answer' | 'report' | null;
  /** Takes an answer; false when this flow has no use for it. */
  readonly hear: (heard: Heard, scan?: RawScan) => boolean;
  readonly change: (part: Partial<Given>) => void;
  readonly confirm: () => void;
  readonly goOn: () => void;
  readonly startOver: () => void;
  /** Asks again where the goods go. */
  readonly otherPlace: () => void;
  readonly undo: (id: CommandId) => void;
}

/** How long the tick stays: long enough to see, short enough not to wait for. */
const SAVED_MS = 600;
const START: Round = { ...FIRST_ROUND, known: null, slot: null, draft: null, advice: null };

/** Runs one flow: answers go in, the next question or verdict comes out, a confirmed deed is kept on the phone. */
export function useFlow(flow: Flow, worker: string): FlowInHand {
  const [round, setRound] = useState<Round>({ ...START, slot: flow.slots[0] ?? null });
  const [goesOn, setGoesOn] = useState(false);
  const [saved, setSaved] = useState(false);
  const [lost, setLost] = useState(false);
  const keeping = useKeeping();
  const so = useRef<Pick<Round, 'given' | 'scans'>>(FIRST_ROUND);
  const sound = usePreferences((preferences) => preferences.sound);

  /** Only the newest answers count: a slow lookup must not overwrite what was scanned since. */
  const move = useCallback(
    async (next: Pick<Round, 'given' | 'scans'>, quiet = false) => {
      so.current = next;
      const reached = await roundOf(flow, next, worker).catch(() => null);
      if (so.current !== next) return;
      setLost(reached === null);
      if (!reached) return signal('stop', sound);
      so.current = { given: reached.given, scans: reached.scans };
      setRound(reached);
      if (!quiet) signal(reached.advice?.sign ?? 'heard', sound);
    },
    [flow, worker, sound],
  );

  const begin = useCallback(
    (given: Given) => {
      setGoesOn(false);
      return move({ given, scans: [] }, true);
    },
    [move],
  );

  useEffect(() => {
    if (!saved) return;
    const timer = setTimeout(() => setSaved(false), SAVED_MS);
    return () => clearTimeout(timer);
  }, [saved]);

  const hear = (heard: Heard, scan?: RawScan): boolean => {
    const given = answer(flow, so.current.given, heard);
    if (!given) return false;
    const isNewLot = heard.kind === 'lot';
    if (isNewLot) setGoesOn(false);
    const before = isNewLot ? [] : so.current.scans;
    void move({ given, scans: scan ? [...before, scan] : before });
    return true;
  };

  const confirm = async () => {
    const { draft, advice } = round;
    if (!draft || !advice || so.current.given !== round.given) return;
    if (!(await keeping.keep(draft, advice.told))) return;
    setSaved(true);
    await begin(nextRound(flow, round.given));
  };

  return {
    round,
    stage: stageOf(round, goesOn),
    saved,
    saving: keeping.saving,
    failed: keeping.failed ? 'report' : lost ? 'answer' : null,
    hear,
    change: (part) => void move({ ...so.current, given: { ...so.current.given, ...part } }, true),
    confirm: () => void confirm(),
    goOn: () => setGoesOn(true),
    otherPlace: () => void move({ ...so.current, given: withoutPlace(so.current.given) }, true),
    startOver: () => void begin(nextRound(flow, so.current.given)),
    undo: (id) => void keeping.undo(id),
  };
}

function stageOf({ draft, advice }: Round, goesOn: boolean): FlowInHand['stage'] {
  if (draft) return 'deed';
  return advice?.sign === 'stop' && !goesOn ? 'stopped' : 'question';
}
