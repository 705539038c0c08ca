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
const CODE_KEYS = ['1', '2', '3', ERASE, '4', '5', '6', '-', '7', '8', '9', '/', LETTERS, '0', '.', '_'];
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
    <div className={classNames('keypad', layout === 'code' && (letters ? 'keypad-letters' : 'keypad-code'))}>
      {keysOf(layout, letters).map((key) => (
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

function keysOf(layout: KeypadLayout, letters: boolean): readonly string[] {
  if (layout === 'code') return letters ? LETTER_KEYS : CODE_KEYS;
  const corner = layout === 'decimal' ? ['.'] : [];
  return ['1', '2', '3', '4', '5', '6', '7', '8', '9', ...corner, '0', ERASE];
}
