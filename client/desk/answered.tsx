import './answered.css';
import type { ReactNode } from 'react';
import { timeText } from '../../shared/words/dates.ts';
import { thisPhone } from '../local/phone.ts';
import { endShift } from '../queue/shift.ts';
import type { Failure } from '../queue/wire.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import type { IconName } from '../ui/icon.tsx';
import { Spinner } from '../ui/progress.tsx';
import { useWords, type Words } from '../ui/words.tsx';
import { useDesk } from './desk.ts';
import type { Reading } from './use-answer.ts';

/** What the server answered; before that, that it is being asked; instead of it, why there is none. */
export function Answered<T>({ reading, children }: { reading: Reading<T>; children: (value: T) => ReactNode }) {
  const words = useWords();
  const { timeZone } = useDesk();
  const { value, asOf, failure, again } = reading;
  if (value === undefined) {
    if (failure) return <NoAnswer failure={failure} onAgain={again} />;
    return (
      <div className="answer-awaited">
        <Spinner label={words.say('desk.loading')} />
      </div>
    );
  }
  if (!failure || asOf === null) return children(value);
  const { title } = noAnswer(failure, words);
  return (
    <>
      <Banner tone="check" title={title} action={<WayOut failure={failure} onAgain={again} size="compact" />}>
        {words.say('desk.as-of', { time: timeText(words.language, asOf, { timeZone, now: asOf }) })}
      </Banner>
      {children(value)}
    </>
  );
}

/** Why there is nothing to show, and the one thing to do about it. */
function NoAnswer({ failure, onAgain }: { failure: Failure; onAgain: () => void }) {
  const words = useWords();
  const { title, hint, icon } = noAnswer(failure, words);
  return (
    <EmptyState icon={icon} title={title} action={<WayOut failure={failure} onAgain={onAgain} size="touch" />}>
      {hint}
    </EmptyState>
  );
}

function WayOut({ failure, onAgain, size }: { failure: Failure; onAgain: () => void; size: 'touch' | 'compact' }) {
  const words = useWords();
  if (failure.kind === 'session-expired') {
    return (
      <Button size={size} tone="primary" icon="person" onClick={() => void endShift(thisPhone().outbox)}>
        {words.say('desk.sign-in')}
      </Button>
    );
  }
  return (
    <Button size={size} onClick={onAgain}>
      {words.say('shell.again')}
    </Button>
  );
}

interface Told {
  readonly title: string;
  readonly hint: string;
  readonly icon: IconName;
}

/** A failure in words: what is the matter, and what a person can do. */
export function noAnswer(failure: Failure, words: Words): Told {
  switch (failure.kind) {
    case 'unreachable':
      return { title: words.say('desk.offline'), hint: words.say('desk.offline-hint'), icon: 'phone' };
    case 'session-expired':
      return { title: words.say('desk.signed-out'), hint: words.say('desk.signed-out-hint'), icon: 'person' };
    case 'server': {
      const { requestId } = failure;
      const hint = requestId ? words.say('desk.failed-hint', { id: requestId }) : words.say('desk.failed-no-id');
      return { title: words.say('desk.failed'), hint, icon: 'bell' };
    }
    case 'too-large':
      return { title: words.say('desk.too-large'), hint: words.say('desk.too-large-hint'), icon: 'box' };
    case 'refused':
      return { title: words.say('desk.refused'), hint: failure.message, icon: 'hand' };
  }
}
