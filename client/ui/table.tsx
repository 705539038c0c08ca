import './table.css';
import type { ReactNode } from 'react';

/** The frame of a table: named, scrolling sideways by itself, its head staying in sight. Give it `<thead>` and `<tbody>`. */
export function TableFrame({ caption, children }: { caption: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="table-frame" aria-label={caption} tabIndex={0}>
      <table className="table">
        <caption className="unseen">{caption}</caption>
        {children}
      </table>
    </section>
  );
}
