import { useLayoutEffect, useRef } from 'react';
import { PIN_LENGTH } from '../../shared/domain/access/pin.ts';
import { Keypad } from '../ui/keypad.tsx';
import { useWords } from '../ui/words.tsx';

/** Six digits, tapped or typed; the sixth sends them. They are shown as dots only. */
export function PinPad({ pin, onPin }: { pin: string; onPin: (pin: string) => void }) {
  const words = useWords();
  /** Keys may come faster than the screen is drawn. */
  const typed = useRef(pin);
  typed.current = pin;
  useLayoutEffect(() => {
    const put = (next: string) => {
      typed.current = next;
      onPin(next);
    };
    const type = ({ key }: KeyboardEvent) => {
      if (key === 'Backspace') put(typed.current.slice(0, -1));
      else if (/^\d$/.test(key) && typed.current.length < PIN_LENGTH) put(typed.current + key);
    };
    document.addEventListener('keydown', type);
    return () => document.removeEventListener('keydown', type);
  }, [onPin]);
  return (
    <div className="pin">
      <p className="pin-dots" role="status" aria-label={words.say('sign-in.pin-entered', { count: pin.length })}>
        {Array.from({ length: PIN_LENGTH }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: six places, always the same
          <span key={index} className={index < pin.length ? 'pin-dot pin-dot-full' : 'pin-dot'} />
        ))}
      </p>
      <Keypad layout="digits" value={pin} most={PIN_LENGTH} onChange={onPin} />
    </div>
  );
}

export function isWholePin(pin: string): boolean {
  return pin.length === PIN_LENGTH;
}
