import './button.css';
import type { ButtonHTMLAttributes } from 'react';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';

type Tone = 'primary' | 'plain' | 'quiet' | 'stop';
/** `big` 72 px for the one action of a screen, `touch` 56 px on the floor, `compact` for a desk with a mouse. */
type Size = 'big' | 'touch' | 'compact';

export interface ButtonLook {
  tone?: Tone;
  size?: Size;
  wide?: boolean;
}

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & ButtonLook & { icon?: IconName; busy?: boolean };

export function Button({ tone, size, wide, icon, busy, className, children, ...rest }: ButtonProps) {
  const look = buttonClass({ ...(tone && { tone }), ...(size && { size }), ...(wide && { wide }) });
  return (
    <button type="button" {...rest} className={classNames(look, className)} aria-busy={busy || undefined} disabled={rest.disabled || busy}>
      {icon && <Icon name={icon} />}
      {children !== undefined && <span className="button-words">{children}</span>}
    </button>
  );
}

/** The classes of a button, for a link that looks like one. */
export function buttonClass({ tone = 'plain', size = 'touch', wide = false }: ButtonLook = {}): string {
  return classNames('button', `button-${tone}`, `button-${size}`, wide && 'button-wide');
}
