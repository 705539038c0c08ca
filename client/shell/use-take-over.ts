import { useCallback, useEffect, useRef, useState } from 'react';
import { thisPhone } from '../local/phone.ts';
import { keepCarried } from '../queue/carried.ts';
import { type HandOverProblem, readHandOver } from '../queue/hand-over-text.ts';
import { withHandle } from '../queue/handle.ts';
import { joined, readQrFrame, type Seen, withFrame } from '../queue/qr-frames.ts';
import { keepSeen, seenFrames } from '../queue/seen-frames.ts';
import { unsqueezed } from '../queue/squeeze.ts';

export type TakeOver =
  | { readonly kind: 'reading'; readonly seen: Seen }
  | { readonly kind: 'kept'; readonly count: number; readonly of: string }
  | { readonly kind: HandOverProblem | 'own' | 'not-kept' };

const NOTHING: Seen = new Map();

/** Takes what another phone hands over, frame by frame or from its file, and keeps it to be sent on. */
export function useTakeOver() {
  const [state, setState] = useState<TakeOver>({ kind: 'reading', seen: NOTHING });
  const seen = useRef(NOTHING);
  const show = useCallback((next: Seen) => {
    seen.current = next;
    setState({ kind: 'reading', seen: next });
  }, []);
  useEffect(() => void seenFrames(thisPhone().outbox).then(show, () => undefined), [show]);

  const frame = async (text: string) => {
    const read = readQrFrame(text);
    const next = read ? withFrame(seen.current, read) : seen.current;
    if (next === seen.current) return;
    show(next);
    const whole = await joined(next);
    await keepSeen(thisPhone().outbox, whole ? NOTHING : next).catch(() => undefined);
    if (!whole) return;
    seen.current = NOTHING;
    setState(await taken(await unsqueezed(whole).catch(() => '')));
  };
  return {
    state,
    onFrame: (text: string) => void frame(text),
    onFile: (text: string) => void taken(text).then(setState),
    again: () => show(NOTHING),
  };
}

async function taken(text: string): Promise<TakeOver> {
  const read = await readHandOver(text);
  if (typeof read === 'string') return { kind: read };
  const { outbox, kept } = thisPhone();
  try {
    if ((await withHandle(outbox, () => keepCarried(outbox, read))) === 'own') return { kind: 'own' };
  } catch {
    return { kind: 'not-kept' };
  }
  kept();
  return { kind: 'kept', count: read.pieces.reduce((sum, { commands }) => sum + commands.length, 0), of: read.of };
}
