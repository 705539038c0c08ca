import type { ReactNode } from 'react';

/** A name and what is known under it; a fact nobody knows is left out. */
export type Fact = readonly [name: string, fact: ReactNode];

export function FactList({ className, facts }: { className: string; facts: readonly Fact[] }) {
  return (
    <dl className={className}>
      {facts.map(
        ([name, fact]) =>
          fact && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{fact}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
