import './banner.css';
import type { ReactNode } from 'react';
import type { StatusTone } from './chip.tsx';
import { classNames } from './class-names.ts';
import { VerdictShape } from './verdict-sign.tsx';

interface BannerProps {
  tone: StatusTone;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** Something to know, across the full width. A stop banner is announced at once. */
export function Banner({ tone, title, children, action }: BannerProps) {
  return (
    <div className={classNames('banner', `banner-${tone}`)} role={tone === 'stop' ? 'alert' : 'status'}>
      {tone !== 'plain' && <VerdictShape tone={tone} size={28} />}
      <div className="banner-words">
        <strong>{title}</strong>
        {children && <div className="banner-more">{children}</div>}
      </div>
      {action && <div className="banner-action">{action}</div>}
    </div>
  );
}
