import { useEffect, useState } from 'react';
import type { GiveOver } from '../queue/give-over.ts';
import { toQrFrames } from '../queue/qr-frames.ts';
import { squeezed } from '../queue/squeeze.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Screen } from '../ui/screen.tsx';
import { useWords } from '../ui/words.tsx';
import { type MadeHandOver, makeHandOver, saveFile } from './make-hand-over.ts';
import { QrShow } from './qr-show.tsx';

/** More codes than this take minutes to read. */
const MANY = 40;

type Made = MadeHandOver | 'making' | 'nothing' | 'failed';

/** Gives this phone's scans to another one that will carry them, as codes on the screen or as a file. They stay here too. */
export function HandOverScreen() {
  const words = useWords();
  const [what, setWhat] = useState<GiveOver>('waiting');
  const made = useMade(what);
  const [frames, setFrames] = useState<readonly string[] | null>(null);
  if (frames) return <Codes frames={frames} onDone={() => setFrames(null)} />;
  const ready = typeof made === 'object' ? made : null;
  const show = async () => ready && setFrames(await toQrFrames(await squeezed(ready.text)));
  return (
    <Screen
      title={words.say('hand-over.title')}
      back="/"
      foot={
        ready && (
          <>
            <Button wide icon="box" onClick={() => void saveFile(ready)}>
              {words.say('hand-over.file')}
            </Button>
            <Button tone="primary" size="big" wide onClick={() => void show()}>
              {words.say('hand-over.show')}
            </Button>
          </>
        )
      }
    >
      <p className="quiet">{words.say('hand-over.about')}</p>
      {ready && <strong className="hand-over-count">{words.count('hand-over.scans', ready.count)}</strong>}
      {made === 'nothing' && (
        <EmptyState icon="tick" title={words.say('hand-over.nothing')}>
          {words.say('hand-over.nothing-text')}
        </EmptyState>
      )}
      {made === 'failed' && (
        <Banner tone="stop" title={words.say('hand-over.failed')}>
          {words.say('hand-over.failed-hint')}
        </Banner>
      )}
      <Choice
        label={words.say('hand-over.what')}
        value={what}
        onChange={setWhat}
        options={[
          { value: 'waiting', label: words.say('hand-over.waiting') },
          { value: 'kept', label: words.say('hand-over.kept') },
        ]}
      />
      {what === 'kept' && <p className="quiet">{words.say('hand-over.kept-hint')}</p>}
    </Screen>
  );
}

function Codes({ frames, onDone }: { frames: readonly string[]; onDone: () => void }) {
  const words = useWords();
  return (
    <Screen
      title={words.say('hand-over.codes')}
      foot={
        <Button tone="primary" size="big" wide onClick={onDone}>
          {words.say('hand-over.done')}
        </Button>
      }
    >
      <QrShow frames={frames} />
      <p className="quiet">{words.say('hand-over.codes-hint')}</p>
      {frames.length > MANY && <Banner tone="check" title={words.say('hand-over.many', { count: frames.length })} />}
    </Screen>
  );
}

/** Made again whenever something else is to go along. */
function useMade(what: GiveOver): Made {
  const [made, setMade] = useState<Made>('making');
  useEffect(() => {
    let over = false;
    const set = (next: Made) => {
      if (!over) setMade(next);
    };
    set('making');
    makeHandOver(what).then(
      (handOver) => set(handOver ?? 'nothing'),
      () => set('failed'),
    );
    return () => {
      over = true;
    };
  }, [what]);
  return made;
}
