import { useEffect, useRef } from 'react';
import { WEDGE_FIELD } from './use-wedge.ts';
import { KEY_GAP_MS, LEAST_LENGTH } from './wedge.ts';

/**
 * A field to focus for scanners that put text in a field instead of pressing keys; it opens no on-screen keyboard. What they put
 * in is a code once nothing more comes.
 */
export function WedgeField({ label, onCode }: { label: string; onCode: (code: string) => void }) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const settle = (field: HTMLInputElement) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const code = field.value;
      field.value = '';
      if (code.length >= LEAST_LENGTH) onCode(code);
    }, KEY_GAP_MS);
  };
  return (
    <input
      className="input wedge-field"
      type="text"
      inputMode="none"
      autoComplete="off"
      aria-label={label}
      placeholder={label}
      onInput={(event) => settle(event.currentTarget)}
      {...WEDGE_FIELD}
    />
  );
}
