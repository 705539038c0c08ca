import './sign-in-screen.css';
import { useState } from 'react';
import type { Role } from '../../shared/domain/access/matrix.ts';
import { parseBadge, parseOurCode } from '../../shared/domain/scanning/our-codes.ts';
import type { RawScan } from '../../shared/wire/envelope.ts';
import { LazyScanner } from '../flow/lazy-scanner.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Spinner } from '../ui/progress.tsx';
import { Screen } from '../ui/screen.tsx';
import { signal } from '../ui/signal.ts';
import { useWords } from '../ui/words.tsx';
import { Mark } from './mark.tsx';
import { isWholePin, PinPad } from './pin-pad.tsx';
import { type ServerStanding, type SignInOutcome, signIn } from './session.ts';
import { SignInProblem } from './sign-in-problem.tsx';

type Problem = Exclude<SignInOutcome, { kind: 'signed-in' }>;

/** Badge, then PIN. Signing in needs the network; working afterwards does not. */
export function SignInScreen({ server, onSignedIn }: { server: ServerStanding; onSignedIn: (roles: readonly Role[]) => void }) {
  const words = useWords();
  const [badge, setBadge] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const typePin = async (next: string) => {
    setPin(next);
    setProblem(null);
    if (badge === null || !isWholePin(next) || busy) return;
    setBusy(true);
    const outcome = await signIn(badge, next);
    setBusy(false);
    if (outcome.kind === 'signed-in') return onSignedIn(outcome.roles);
    signal('check');
    setPin('');
    setProblem(outcome);
  };

  const hint = server.isDemo && (
    <Banner tone="plain" title={words.say('sign-in.demo')}>
      <a href="/demo">{words.say('sign-in.demo-link')}</a>
    </Banner>
  );
  if (badge === null) return <BadgeQuestion hint={hint} isSetUp={server.isSetUp} onBadge={setBadge} />;
  return (
    <Screen
      title={words.say('sign-in.pin')}
      job={words.say('app.name')}
      foot={
        <Button tone="quiet" wide onClick={() => setBadge(null)}>
          {words.say('sign-in.other-badge')}
        </Button>
      }
    >
      {problem && <SignInProblem problem={problem} />}
      {busy ? <Spinner label={words.say('sign-in.busy')} /> : <PinPad pin={pin} onPin={(next) => void typePin(next)} />}
      {hint}
    </Screen>
  );
}

interface BadgeQuestionProps {
  hint: React.ReactNode;
  isSetUp: boolean;
  onBadge: (badge: string) => void;
}

function BadgeQuestion({ hint, isSetUp, onBadge }: BadgeQuestionProps) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const [notOne, setNotOne] = useState(false);
  const take = (raw: string) => {
    const ours = parseOurCode(raw);
    const badge = ours?.kind === 'badge' ? ours.badge : parseBadge(raw);
    setNotOne(badge === null);
    signal(badge ? 'heard' : 'check');
    if (badge) onBadge(badge);
  };
  return (
    <Screen title={words.say('sign-in.title')} job={words.say('app.name')} aside={<Mark size={48} />}>
      {!isSetUp && <SignInProblem problem={{ kind: 'no-site' }} />}
      <LazyScanner onScan={(scan: RawScan) => take(scan.raw)} />
      {notOne && <Banner tone="check" title={words.say('sign-in.not-a-badge')} />}
      <form
        className="sign-in-typed"
        onSubmit={(event) => {
          event.preventDefault();
          take(typed);
        }}
      >
        <TextField
          label={words.say('sign-in.type')}
          value={typed}
          autoCapitalize="characters"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit" tone="primary" size="big" wide disabled={typed.trim() === ''}>
          {words.say('sign-in.go-on')}
        </Button>
      </form>
      {hint}
    </Screen>
  );
}
