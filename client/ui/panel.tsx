import './panel.css';
import { type ReactNode, useId } from 'react';

/** A titled part of a page. */
export function Panel({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id} className="panel-title">
          {title}
        </h2>
        {action}
      </header>
      {children}
    </section>
  );
}
