import { useState } from 'react';
import type { DayIso } from '../../shared/domain/engine/time.ts';
import { Button } from '../ui/button.tsx';
import type { IconName } from '../ui/icon.tsx';
import { useWords } from '../ui/words.tsx';
import { HereList, type HereThing } from './here-list.tsx';
import { LazyScanner } from './lazy-scanner.tsx';
import { TypedCode } from './typed-code.tsx';
import type { Ears } from './use-ears.ts';

type Mode = 'camera' | 'keypad' | 'list';
const MODES: readonly { mode: Mode; icon: IconName }[] = [
  { mode: 'camera', icon: 'scan' },
  { mode: 'keypad', icon: 'keypad' },
  { mode: 'list', icon: 'list' },
];

interface ScanInputProps {
  /** Nothing is asked; the camera still hears a command code or the next lot. */
  isSmall: boolean;
  here: readonly HereThing[];
  today: DayIso;
  ears: Ears;
}

/** Camera, keypad and list, each as good as the other; a wedge types into whichever is open. */
export function ScanInput({ isSmall, here, today, ears }: ScanInputProps) {
  const words = useWords();
  const [mode, setMode] = useState<Mode>('camera');
  const shown = isSmall ? 'camera' : mode;
  return (
    <section className="scan-input" aria-label={words.say('input.label')}>
      {shown === 'camera' && <LazyScanner onScan={ears.onScan} isSmall={isSmall} />}
      {shown === 'keypad' && <TypedCode onCode={ears.onTyped} />}
      {shown === 'list' && <HereList things={here} today={today} onPick={ears.onThing} />}
      {!isSmall && (
        <div className="scan-modes hand-row">
          {MODES.map(({ mode: each, icon }) => (
            <Button key={each} icon={icon} aria-pressed={each === mode} onClick={() => setMode(each)}>
              {words.say(`input.${each}`)}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}
