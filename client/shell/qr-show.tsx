import './hand-over.css';
import { useEffect, useState } from 'react';
import { keepScreenOn } from '../scanner/wake-lock.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../ui/words.tsx';
import { QrPicture } from './qr-picture.tsx';

/** Long enough for a camera to see a code twice. */
const EACH_MS = 700;

/** Frames one after another, over and over, until somebody says that the other phone has them; held still and stepped through by hand too. */
export function QrShow({ frames }: { frames: readonly string[] }) {
  const words = useWords();
  const [index, setIndex] = useState(0);
  const [held, setHeld] = useState(false);
  const step = (by: number) => setIndex((at) => (at + by + frames.length) % frames.length);
  useEffect(() => keepScreenOn(document, navigator.wakeLock), []);
  useEffect(() => {
    if (held || frames.length < 2) return;
    const timer = setInterval(() => setIndex((at) => (at + 1) % frames.length), EACH_MS);
    return () => clearInterval(timer);
  }, [held, frames.length]);
  const label = words.say('hand-over.code', { number: index + 1, count: frames.length });
  return (
    <figure className="qr-show">
      <QrPicture className="qr-picture" text={frames[index] ?? ''} label={label} />
      <figcaption>{label}</figcaption>
      {frames.length > 1 && (
        <div className="qr-steps">
          {held && <Button icon="back" aria-label={words.say('hand-over.previous')} onClick={() => step(-1)} />}
          <Button wide onClick={() => setHeld(!held)}>
            {words.say(held ? 'hand-over.go-on' : 'hand-over.pause')}
          </Button>
          {held && <Button icon="next" aria-label={words.say('hand-over.next')} onClick={() => step(1)} />}
        </div>
      )}
    </figure>
  );
}
