import { Banner } from '../ui/banner.tsx';
import { useWords } from '../ui/words.tsx';
import type { SignInOutcome } from './session.ts';

/** Why signing in did not work, and what the person can do about it. */
export function SignInProblem({ problem }: { problem: Exclude<SignInOutcome, { kind: 'signed-in' }> }) {
  const words = useWords();
  switch (problem.kind) {
    case 'wrong':
      return (
        <Banner tone="check" title={words.say('sign-in.wrong')}>
          {words.say('sign-in.wrong-hint')}
        </Banner>
      );
    case 'locked':
      return (
        <Banner tone="stop" title={words.say('sign-in.locked')}>
          {words.say('sign-in.locked-hint', { minutes: problem.minutes })}
        </Banner>
      );
    case 'offline':
      return (
        <Banner tone="check" title={words.say('sign-in.offline')}>
          {words.say('sign-in.offline-hint')}
        </Banner>
      );
    case 'revoked':
      return (
        <Banner tone="stop" title={words.say('sign-in.revoked')}>
          {words.say('sign-in.revoked-hint')}
        </Banner>
      );
    case 'no-site':
      return (
        <Banner tone="check" title={words.say('sign-in.no-site')}>
          {words.say('sign-in.no-site-hint')}
        </Banner>
      );
    case 'failed':
      return (
        <Banner tone="stop" title={words.say('sign-in.failed')}>
          {problem.message}
        </Banner>
      );
  }
}
