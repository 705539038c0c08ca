import './panel.css';
import type { ReactNode } from 'react';

/** A titled part of a page. */
export function Panel({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel">
      <header className="panel-head">
        <h2 className="panel-title">{title}</h2>
        {action}
      </header>
      {children}
    </section>
  );
}
