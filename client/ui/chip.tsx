import './chip.css';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Code } from './code.tsx';
import { Icon, type IconName } from './icon.tsx';

export type StatusTone = 'plain' | 'ok' | 'check' | 'stop';

/** One fact at arm's length: a name and its value. */
export function Chip({ name, tone = 'plain', icon, children }: { name?: string; tone?: StatusTone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={classNames('chip', `chip-${tone}`)}>
      {icon && <Icon name={icon} size={20} />}
      {name && <span className="chip-name">{name}</span>}
      <span className="chip-value">{children}</span>
    </span>
  );
}

/** A bin, always in the same shape: a shelf-edge label. */
export function BinChip({ code, check, size }: { code: string; check?: string; size?: 'large' }) {
  return (
    <span className={classNames('bin-chip', size && 'bin-chip-large')}>
      <Code text={code} {...(check && { check })} />
    </span>
  );
}
