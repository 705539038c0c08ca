import './page-frame.css';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { Icon, type IconName } from './icon.tsx';
import { useWords } from './words.tsx';

export interface Place {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
  readonly badge?: number;
}

interface PageFrameProps {
  title: string;
  /** The places of this part of the product; the current one is marked. */
  places: readonly Place[];
  actions?: ReactNode;
  children: ReactNode;
}

/** On a phone the places run off the edge: the current one is brought into sight. */
const CURRENT = {
  'aria-current': 'page',
  ref: (link: HTMLAnchorElement | null) => link?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' }),
} as const;

/** A page for a desk: places at the side from 900 px, along the top below that. */
export function PageFrame({ title, places, actions, children }: PageFrameProps) {
  const words = useWords();
  const [path] = useLocation();
  return (
    <div className="page-frame desk">
      <nav className="page-nav" aria-label={words.say('shell.places')}>
        {places.map((place) => (
          <Link key={place.href} href={place.href} className="page-place" {...(path === place.href && CURRENT)}>
            <Icon name={place.icon} size={20} />
            <span>{place.label}</span>
            {place.badge !== undefined && place.badge > 0 && <span className="tab-badge">{place.badge}</span>}
          </Link>
        ))}
      </nav>
      <main className="page">
        <header className="page-head">
          <h1>{title}</h1>
          {actions && <div className="page-actions">{actions}</div>}
        </header>
        {children}
      </main>
    </div>
  );
}
