import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import type { RawScan } from '../../shared/wire/envelope.ts';
import { usePreferences } from '../ui/preferences.ts';
import { signal } from '../ui/signal.ts';
import { answer, type Flow, type Given, type Heard, nextRound, startAgain, withoutPlace } from './flow.ts';
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
  const [saved, tick] = useTick();
  const [lost, setLost] = useState(false);
  const keeping = useKeeping();
  const so = useRef<Pick<Round, 'given' | 'scans'>>(FIRST_ROUND);
  /** While a report is being kept: the round after it, to which belongs what is heard meanwhile. */
  const ahead = useRef<Pick<Round, 'given' | 'scans'> | null>(null);
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

  const hear = (heard: Heard, scan?: RawScan): boolean => {
    const known = ahead.current ?? so.current;
    const given = answer(flow, known.given, heard);
    if (!given) return false;
    const isNewLot = heard.kind === 'lot';
    if (isNewLot) setGoesOn(false);
    const before = isNewLot ? [] : known.scans;
    const next = { given, scans: scan ? [...before, scan] : before };
    if (ahead.current) ahead.current = next;
    else void move(next);
    return true;
  };

  const confirm = async () => {
    const { draft, advice } = round;
    if (!draft || !advice || ahead.current || so.current.given !== round.given) return;
    const next = { given: nextRound(flow, round.given), scans: [] };
    ahead.current = next;
    const isKept = await keeping.keep(draft, advice.told);
    const then = ahead.current;
    ahead.current = null;
    if (!isKept) return;
    tick();
    setGoesOn(false);
    await move(then, then === next);
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
    startOver: () => {
      setGoesOn(false);
      void move({ given: startAgain(flow, so.current.given), scans: [] }, true);
    },
    undo: (id) => void keeping.undo(id),
  };
}

/** True for as long as the tick stays. */
function useTick(): readonly [shown: boolean, show: () => void] {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => setShown(false), SAVED_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return [shown, () => setShown(true)];
}

function stageOf({ draft, advice }: Round, goesOn: boolean): FlowInHand['stage'] {
  if (draft) return 'deed';
  return advice?.sign === 'stop' && !goesOn ? 'stopped' : 'question';
}
