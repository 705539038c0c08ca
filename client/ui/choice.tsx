import './choice.css';
import { useId } from 'react';
import { Icon, type IconName } from './icon.tsx';

interface ChoiceProps<T extends string> {
  label: string;
  options: readonly { readonly value: T; readonly label: string; readonly icon?: IconName }[];
  value: T;
  onChange: (value: T) => void;
}

/** A few ways, one of them chosen: radio buttons as wide keys. */
export function Choice<T extends string>({ label, options, value, onChange }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      <div className="choice-options">
        {options.map((option) => (
          <label key={option.value} className="choice-option">
            <input
              type="radio"
              className="unseen"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.icon && <Icon name={option.icon} />}
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
