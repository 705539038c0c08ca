import { useEffect } from 'react';
import { Keypad } from '../ui/keypad.tsx';
import { useWords } from '../ui/words.tsx';

const LENGTH = 6;

/** Six digits, tapped or typed; the sixth sends them. They are shown as dots only. */
export function PinPad({ pin, onPin }: { pin: string; onPin: (pin: string) => void }) {
  const words = useWords();
  useEffect(() => {
    const type = ({ key }: KeyboardEvent) => {
      if (key === 'Backspace') onPin(pin.slice(0, -1));
      else if (/^\d$/.test(key) && pin.length < LENGTH) onPin(pin + key);
    };
    document.addEventListener('keydown', type);
    return () => document.removeEventListener('keydown', type);
  }, [pin, onPin]);
  return (
    <div className="pin">
      <p className="pin-dots" role="status" aria-label={words.say('sign-in.pin-entered', { count: pin.length })}>
        {Array.from({ length: LENGTH }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: six places, always the same
          <span key={index} className={index < pin.length ? 'pin-dot pin-dot-full' : 'pin-dot'} />
        ))}
      </p>
      <Keypad layout="digits" value={pin} most={LENGTH} onChange={onPin} />
    </div>
  );
}

export function isWholePin(pin: string): boolean {
  return pin.length === LENGTH;
}
