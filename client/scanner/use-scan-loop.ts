import { useEffect, useRef, useState } from 'react';
import type { Decoder, Sighted } from './decoder.ts';
import { framesOf } from './frames.ts';
import { type ScanLoop, startScanLoop } from './scan-loop.ts';
import type { ScannerSession } from './scanner-session.ts';
import type { Finding } from './sightings.ts';

/** Which decoder reads; `starting` before one does, `none` when none can. */
export type Reader = Decoder['name'] | 'starting' | 'none';

interface LoopWish {
  /** Null while there is no picture. */
  readonly video: HTMLVideoElement | null;
  readonly session: ScannerSession;
  /** Must stay the same from render to render. */
  readonly scanned: (sighted: Sighted) => void;
}

/** Runs the scan loop over a video for as long as it shows the camera. */
export function useScanLoop({ video, session, scanned }: LoopWish) {
  const [reader, setReader] = useState<Reader>('starting');
  const [fogged, setFogged] = useState(false);
  const [choices, setChoices] = useState<readonly Sighted[]>([]);
  const [round, setRound] = useState(0);
  const running = useRef<ScanLoop | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round starts a loop that ended anew
  useEffect(() => {
    if (!video) return;
    let over = false;
    const onFinding = (finding: Finding) => {
      session.camera.stir();
      setChoices(finding.kind === 'several' ? finding.choices : []);
      if (finding.kind === 'scan') scanned(finding.sighted);
    };
    const onState = (state: { decoder: Decoder['name']; fogged: boolean }) => {
      setReader(state.decoder);
      setFogged(state.fogged);
    };
    const onFault = () => setReader('none');
    setReader('starting');
    session.decoder().then((decoder) => {
      if (over) return;
      setReader(decoder.name);
      running.current = startScanLoop({ frames: framesOf(video), decoder, memory: session.memory, onFinding, onState, onFault });
    }, onFault);
    return () => {
      over = true;
      running.current?.stop();
      running.current = null;
      setChoices([]);
      setFogged(false);
    };
  }, [video, session, scanned, round]);

  return {
    reader,
    fogged,
    choices,
    choose: (sighted: Sighted | null) => {
      setChoices([]);
      if (!sighted) return;
      running.current?.chose(sighted);
      scanned(sighted);
    },
    retry: () => setRound(round + 1),
  };
}
