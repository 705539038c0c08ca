import './field.css';
import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from 'react';

interface FieldProps {
  label: string;
  hint?: string;
  /** What is wrong with the value, as a sentence. */
  error?: string;
}

interface Wiring {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
}

/** A label, its control, and below it the hint or what is wrong. */
export function Field({ label, hint, error, children }: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const below = error ?? hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, ...(below && { 'aria-describedby': `${id}-below` }), ...(error && { 'aria-invalid': true }) })}
      {below && (
        <p id={`${id}-below`} className={error ? 'field-error' : 'field-hint'} role={error ? 'alert' : undefined}>
          {below}
        </p>
      )}
    </div>
  );
}

export function TextField({ label, hint, error, ...input }: FieldProps & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Field label={label} {...(hint && { hint })} {...(error && { error })}>
      {(wiring) => <input className="input" type="text" autoComplete="off" {...input} {...wiring} />}
    </Field>
  );
}

export function SelectField({ label, hint, error, ...select }: FieldProps & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Field label={label} {...(hint && { hint })} {...(error && { error })}>
      {(wiring) => <select className="input" {...select} {...wiring} />}
    </Field>
  );
}
