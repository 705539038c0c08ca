import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { api, call } from '../api.ts';
import { Banner } from '../ui/banner.tsx';
import { buttonClass } from '../ui/button.tsx';
import { Screen } from '../ui/screen.tsx';
import { useWords, type Words } from '../ui/words.tsx';
import { NewBadge } from './setup-done.tsx';
import { type SetupAnswers, setupFieldOf } from './setup-faults.ts';
import { SetupForm, type SetupTrouble } from './setup-form.tsx';

type Standing =
  | { readonly kind: 'asking' | 'open' | 'closed' | 'bad-token' | 'offline' }
  | { readonly kind: 'done'; readonly badge: string };

async function standingOf(token: string): Promise<Standing> {
  const answer = await call((options) => api.setup.status.query({ token }, options));
  if (!answer.ok) return { kind: 'offline' };
  if (answer.value.isSetUp) return { kind: 'closed' };
  return { kind: answer.value.tokenFits ? 'open' : 'bad-token' };
}

type Created = { readonly standing: Standing } | { readonly trouble: SetupTrouble };

async function createSite(token: string, { code, name, timeZone, admin, pin }: SetupAnswers, words: Words): Promise<Created> {
  const site = { code, name, timeZone, gln: null };
  const answer = await call((options) => api.setup.create.mutate({ token, site, admin: { name: admin, pin } }, options));
  if (answer.ok) return { standing: answer.value.ok ? { kind: 'done', badge: answer.value.badge } : { kind: answer.value.why } };
  const { failure } = answer;
  const field = failure.kind === 'refused' ? setupFieldOf(failure.field) : null;
  if (field !== null) return { trouble: { kind: 'field', field } };
  if (failure.kind === 'unreachable')
    return { trouble: { kind: 'other', title: words.say('setup.offline'), more: words.say('setup.offline-hint') } };
  return { trouble: { kind: 'other', title: words.say('setup.failed'), more: 'message' in failure ? failure.message : '' } };
}

/** The first start: whoever holds the one-time link names the site and becomes its administrator. */
export function SetupScreen({ token }: { token: string }) {
  const words = useWords();
  const [standing, setStanding] = useState<Standing>({ kind: 'asking' });
  useEffect(() => {
    void standingOf(token).then(setStanding);
  }, [token]);
  const create = async (answers: SetupAnswers) => {
    const created = await createSite(token, answers, words);
    if ('trouble' in created) return created.trouble;
    setStanding(created.standing);
    return null;
  };

  return (
    <Screen title={words.say(standing.kind === 'done' ? 'setup.done' : 'setup.title')} job={words.say('app.name')}>
      {standing.kind === 'closed' && <Banner tone="check" title={words.say('setup.closed')} action={<SignInLink />} />}
      {standing.kind === 'bad-token' && (
        <Banner tone="stop" title={words.say('setup.bad-token')}>
          {words.say('setup.bad-token-hint')}
        </Banner>
      )}
      {standing.kind === 'offline' && (
        <Banner tone="check" title={words.say('setup.offline')}>
          {words.say('setup.offline-hint')}
        </Banner>
      )}
      {standing.kind === 'open' && <SetupForm onCreate={create} />}
      {standing.kind === 'done' && (
        <>
          <NewBadge badge={standing.badge} />
          <SignInLink />
        </>
      )}
    </Screen>
  );
}

function SignInLink() {
  const words = useWords();
  return (
    <Link href="/" className={buttonClass({ tone: 'primary', size: 'big', wide: true })}>
      {words.say('setup.go')}
    </Link>
  );
}
