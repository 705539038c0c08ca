import './screen.css';
import type { MouseEvent, ReactNode } from 'react';
import { Link } from 'wouter';
import { buttonClass } from './button.tsx';
import { Icon } from './icon.tsx';
import { Sentence } from './sentence.tsx';
import { useWords } from './words.tsx';

interface ScreenProps {
  /** The one question of this screen. */
  title: string;
  /** What job the question belongs to. */
  job?: string;
  /** Where back leads; `/` leads to wherever one came from. */
  back?: string;
  aside?: ReactNode;
  /** The actions at the bottom edge, the primary one last. */
  foot?: ReactNode;
  children: ReactNode;
}

/** A screen for one hand: question on top, answer in the middle, action at the bottom edge. */
export function Screen({ title, job, back, aside, foot, children }: ScreenProps) {
  const words = useWords();
  return (
    <main className="screen">
      <header className="screen-head">
        {back !== undefined && (
          <Link
            href={back}
            className={buttonClass({ tone: 'quiet' })}
            aria-label={words.say('shell.back')}
            onClick={(event) => goBack(event, back)}
          >
            <Icon name="back" size={28} />
          </Link>
        )}
        <div className="screen-title">
          {job && <p className="screen-job">{job}</p>}
          <h1>
            <Sentence text={title} />
          </h1>
        </div>
        {aside}
      </header>
      <div className="screen-body">{children}</div>
      {foot && <footer className="screen-foot">{foot}</footer>}
    </main>
  );
}

/** A screen that is reached from everywhere goes back to where its reader came from, when that was in the app. */
function goBack(event: MouseEvent, back: string): void {
  if (back !== '/' || history.length < 2) return;
  event.preventDefault();
  history.back();
}
