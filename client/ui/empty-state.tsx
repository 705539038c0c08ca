import './empty-state.css';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

/** What a list says when it has nothing to show, and what to do next. */
export function EmptyState({ icon, title, children, action }: { icon: IconName; title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty-state">
      <Icon name={icon} size={44} />
      <strong>{title}</strong>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}
