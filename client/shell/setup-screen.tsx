import { type FormEvent, useEffect, useState } from 'react';
import { Link } from 'wouter';
import { api, call } from '../api.ts';
import { Banner } from '../ui/banner.tsx';
import { Button, buttonClass } from '../ui/button.tsx';
import { Code } from '../ui/code.tsx';
import { TextField } from '../ui/field.tsx';
import { Panel } from '../ui/panel.tsx';
import { Screen } from '../ui/screen.tsx';
import { useWords } from '../ui/words.tsx';

type Standing =
  | { readonly kind: 'asking' | 'open' | 'closed' | 'bad-token' | 'offline' }
  | { readonly kind: 'done'; readonly badge: string }
  | { readonly kind: 'refused'; readonly message: string };

const FIELDS = ['code', 'name', 'timeZone', 'admin', 'pin'] as const;
type Form = Record<(typeof FIELDS)[number], string>;

async function standingOf(token: string): Promise<Standing> {
  const answer = await call((options) => api.setup.status.query({ token }, options));
  if (!answer.ok) return { kind: 'offline' };
  if (answer.value.isSetUp) return { kind: 'closed' };
  return { kind: answer.value.tokenFits ? 'open' : 'bad-token' };
}

async function createSite(token: string, { code, name, timeZone, admin, pin }: Form): Promise<Standing> {
  const site = { code, name, timeZone, gln: null };
  const answer = await call((options) => api.setup.create.mutate({ token, site, admin: { name: admin, pin } }, options));
  if (!answer.ok) return 'message' in answer.failure ? { kind: 'refused', message: answer.failure.message } : { kind: 'offline' };
  return answer.value.ok ? { kind: 'done', badge: answer.value.badge } : { kind: answer.value.why };
}

/** The first start: whoever holds the one-time link names the site and becomes its administrator. */
export function SetupScreen({ token }: { token: string }) {
  const words = useWords();
  const [standing, setStanding] = useState<Standing>({ kind: 'asking' });
  useEffect(() => {
    void standingOf(token).then(setStanding);
  }, [token]);

  return (
    <Screen title={words.say(standing.kind === 'done' ? 'setup.done' : 'setup.title')} job={words.say('app.name')}>
      {standing.kind === 'closed' && <Banner tone="check" title={words.say('setup.closed')} action={<SignInLink />} />}
      {standing.kind === 'bad-token' && (
        <Banner tone="stop" title={words.say('setup.bad-token')}>
          {words.say('setup.bad-token-hint')}
        </Banner>
      )}
      {standing.kind === 'offline' && <Banner tone="check" title={words.say('status.offline')} />}
      {standing.kind === 'refused' && <Banner tone="stop" title={standing.message} />}
      {(standing.kind === 'open' || standing.kind === 'refused') && (
        <SetupForm onCreate={async (form) => setStanding(await createSite(token, form))} />
      )}
      {standing.kind === 'done' && <Done badge={standing.badge} />}
    </Screen>
  );
}

function SetupForm({ onCreate }: { onCreate: (form: Form) => Promise<void> }) {
  const words = useWords();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setBusy(true);
    await onCreate(Object.fromEntries(FIELDS.map((field) => [field, String(data.get(field) ?? '')])) as Form);
    setBusy(false);
  };
  return (
    <form className="ask" onSubmit={(event) => void submit(event)}>
      <p className="quiet">{words.say('setup.intro')}</p>
      <TextField name="name" label={words.say('setup.site-name')} required maxLength={120} />
      <TextField
        name="code"
        label={words.say('setup.site-code')}
        hint={words.say('setup.site-code-hint')}
        required
        pattern="[A-Za-z0-9][A-Za-z0-9._\-]{0,19}"
      />
      <TextField
        name="timeZone"
        label={words.say('setup.time-zone')}
        hint={words.say('setup.time-zone-hint')}
        required
        defaultValue={Intl.DateTimeFormat().resolvedOptions().timeZone}
      />
      <TextField name="admin" label={words.say('setup.admin-name')} autoComplete="name" required maxLength={120} />
      <TextField
        name="pin"
        label={words.say('setup.pin')}
        type="password"
        inputMode="numeric"
        autoComplete="new-password"
        required
        pattern="\d{6}"
      />
      <Button type="submit" tone="primary" size="big" wide busy={busy}>
        {words.say('setup.create')}
      </Button>
    </form>
  );
}

function Done({ badge }: { badge: string }) {
  const words = useWords();
  return (
    <>
      <Panel title={words.say('setup.badge')}>
        <p>
          <Code text={badge} size="large" />
        </p>
        <p className="quiet">{words.say('setup.badge-hint')}</p>
      </Panel>
      <SignInLink />
    </>
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
