import '../ui/field.css';
import './typed-code.css';
import { useEffect, useRef, useState } from 'react';
import { Keypad } from '../ui/keypad.tsx';
import { useWords } from '../ui/words.tsx';

/** What is wrong with a typed code, and which character (from 1) to look at. */
export interface TypedFault {
  readonly text: string;
  readonly position: number | null;
}

interface TypedCodeProps {
  /** Takes the code, or says what is wrong with it. */
  onCode: (text: string) => Promise<TypedFault | null>;
}

/** What the action at the bottom edge submits. */
export const TYPED_FORM = 'typed-code';

/** A code typed with its check character, so that a slip of a glove is refused and not booked. */
export function TypedCode({ onCode }: TypedCodeProps) {
  const words = useWords();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [fault, setFault] = useState<TypedFault | null>(null);
  const change = (next: string) => {
    setText(next);
    setFault(null);
  };
  // A label is longer than the field: what was typed last is what one looks at.
  useEffect(() => {
    if (field.current && text) field.current.scrollLeft = field.current.scrollWidth;
  }, [text]);
  const use = async () => {
    if (text === '') return;
    const wrong = await onCode(text);
    setFault(wrong);
    if (!wrong) setText('');
  };
  return (
    <form
      id={TYPED_FORM}
      className="typed-code"
      onSubmit={(event) => {
        event.preventDefault();
        void use();
      }}
    >
      <label className="typed-code-field">
        <span className="quiet small">{words.say('input.typed')}</span>
        <input
          ref={field}
          className="input mono"
          inputMode="none"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          value={text}
          onChange={(event) => change(event.target.value)}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? 'typed-fault' : undefined}
        />
      </label>
      {fault && (
        <p id="typed-fault" className="field-error" role="alert">
          {fault.text}
          {fault.position !== null && <Marked text={text} position={fault.position} />}
        </p>
      )}
      <Keypad layout="code" value={text} onChange={change} />
    </form>
  );
}

/** The typed text with the character in question marked. */
function Marked({ text, position }: { text: string; position: number }) {
  return (
    <span className="typed-marked mono">
      {text.slice(0, position - 1)}
      <mark>{text[position - 1] ?? '_'}</mark>
      {text.slice(position)}
    </span>
  );
}
