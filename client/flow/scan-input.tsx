import type { DayIso } from '../../shared/domain/engine/time.ts';
import { useWedge } from '../scanner/use-wedge.ts';
import { Button } from '../ui/button.tsx';
import type { IconName } from '../ui/icon.tsx';
import { useWords } from '../ui/words.tsx';
import { HereList, type HereThing } from './here-list.tsx';
import { LazyScanner } from './lazy-scanner.tsx';
import { TypedCode } from './typed-code.tsx';
import type { Ears } from './use-ears.ts';

export type InputMode = 'camera' | 'keypad' | 'list';
const MODES: readonly { mode: InputMode; icon: IconName }[] = [
  { mode: 'camera', icon: 'scan' },
  { mode: 'keypad', icon: 'keypad' },
  { mode: 'list', icon: 'list' },
];

interface ScanInputProps {
  mode: InputMode;
  /** Names the open question: what was typed for one is no answer to the next. Null: none, the camera only listens for a command code. */
  question: string | null;
  /** What should be here; null until that is known. */
  here: readonly HereThing[] | null;
  today: DayIso;
  ears: Ears;
}

/** Camera, keypad or list, each as good as the other; a wedge is heard whichever is open (the camera's own part hears it there). */
export function ScanInput({ mode, question, here, today, ears }: ScanInputProps) {
  const words = useWords();
  const shown = question === null ? 'camera' : mode;
  useWedge((raw) => ears.onScan({ raw, symbology: null, via: 'wedge' }), shown === 'camera');
  return (
    <section className="scan-input" aria-label={words.say('input.label')}>
      {shown === 'camera' && <LazyScanner onScan={ears.onScan} isSmall={question === null} />}
      {shown === 'keypad' && <TypedCode key={question} onCode={ears.onTyped} />}
      {shown === 'list' && here && <HereList key={question} things={here} today={today} onPick={ears.onThing} />}
    </section>
  );
}

/** Which way to answer, at the thumb. */
export function InputModes({ mode, onMode }: { mode: InputMode; onMode: (mode: InputMode) => void }) {
  const words = useWords();
  return MODES.map(({ mode: each, icon }) => (
    <Button key={each} icon={icon} aria-pressed={each === mode} onClick={() => onMode(each)}>
      {words.say(`input.${each}`)}
    </Button>
  ));
}
