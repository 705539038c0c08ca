import './stepper.css';
import { Button } from './button.tsx';
import { useWords } from './words.tsx';

interface StepperProps {
  /** The quantity as it reads, with its unit apart. */
  text: string;
  unit: string;
  onLess: () => void;
  onMore: () => void;
}

/** One less, one more, and the number between them at arm's length. */
export function Stepper({ text, unit, onLess, onMore }: StepperProps) {
  const words = useWords();
  return (
    <div className="stepper">
      <Button icon="less" size="big" aria-label={words.say('stepper.less')} onClick={onLess} />
      <output className="stepper-value" aria-live="polite">
        {text}
        <small>{unit}</small>
      </output>
      <Button icon="more" size="big" aria-label={words.say('stepper.more')} onClick={onMore} />
    </div>
  );
}
