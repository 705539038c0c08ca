import './keypad.css';
import { useState } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { useWords } from './words.tsx';

/** `digits`: a PIN or a count; `decimal`: with a point; `code`: whatever may stand in a bin or house code. */
export type KeypadLayout = 'digits' | 'decimal' | 'code';

const ERASE = 'erase';
const LETTERS = 'ABC';
const DIGITS = '123';
const LETTER_KEYS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '-', '/', DIGITS, ERASE];

interface KeypadProps {
  layout: KeypadLayout;
  value: string;
  onChange: (value: string) => void;
  most?: number;
}

/** Keys big enough for gloves. What it writes is shown by whoever owns the value. */
export function Keypad({ layout, value, onChange, most = 60 }: KeypadProps) {
  const words = useWords();
  const [letters, setLetters] = useState(layout === 'code');
  const press = (key: string) => {
    if (key === LETTERS || key === DIGITS) setLetters(key === LETTERS);
    else if (key === ERASE) onChange(value.slice(0, -1));
    else if (value.length < most) onChange(value + key);
  };
  return (
    <div className={classNames('keypad', letters && 'keypad-letters')}>
      {(letters ? LETTER_KEYS : digitKeys(layout)).map((key) => (
        <button
          key={key}
          type="button"
          className="key"
          onClick={() => press(key)}
          {...(key === ERASE && { 'aria-label': words.say('keypad.erase') })}
        >
          {key === ERASE ? <Icon name="erase" size={28} /> : key}
        </button>
      ))}
    </div>
  );
}

function digitKeys(layout: KeypadLayout): readonly string[] {
  const corner = { digits: [], decimal: ['.'], code: ['-'] }[layout];
  const last = layout === 'code' ? [LETTERS, ...corner, '0', ERASE] : [...corner, '0', ERASE];
  return ['1', '2', '3', '4', '5', '6', '7', '8', '9', ...last];
}
