import { type FormEvent, type InputHTMLAttributes, useEffect, useId, useRef, useState } from 'react';
import { PIN_LENGTH } from '../../shared/domain/access/pin.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { useWords } from '../ui/words.tsx';
import { SETUP_FIELDS, type SetupAnswers, type SetupFaults, type SetupField, setupFaults } from './setup-faults.ts';

/** Why the server created no site: one answer is wrong, or something else is. */
export type SetupTrouble =
  | { readonly kind: 'field'; readonly field: Exclude<SetupField, 'again'> }
  | { readonly kind: 'other'; readonly title: string; readonly more: string };

/** Names the site and its first administrator. What is wrong stands at its field, brought into view; the rest at the button. */
export function SetupForm({ onCreate }: { onCreate: (answers: SetupAnswers) => Promise<SetupTrouble | null> }) {
  const words = useWords();
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<SetupFaults>({});
  const [trouble, setTrouble] = useState<{ readonly title: string; readonly more: string } | null>(null);
  useEffect(() => showFirst(form.current, faults), [faults]);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const answers = answersOf(new FormData(event.currentTarget));
    const found = setupFaults(answers);
    setTrouble(null);
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    const made = await onCreate(answers);
    setBusy(false);
    if (made?.kind === 'field') setFaults({ [made.field]: made.field });
    if (made?.kind === 'other') setTrouble(made);
  };
  const field = (name: SetupField) => {
    const fault = faults[name];
    return { name, ...(fault && { error: words.say(`setup.wrong.${fault}`) }) };
  };
  return (
    <form ref={form} className="ask" noValidate onSubmit={(event) => void submit(event)}>
      <p className="quiet">{words.say('setup.intro')}</p>
      <TextField {...field('name')} label={words.say('setup.site-name')} required maxLength={120} />
      <TextField
        {...field('code')}
        label={words.say('setup.site-code')}
        hint={words.say('setup.site-code-hint')}
        required
        maxLength={20}
        autoCapitalize="characters"
      />
      <TimeZoneField {...field('timeZone')} />
      <TextField {...field('admin')} label={words.say('setup.admin-name')} autoComplete="name" required maxLength={120} />
      <TextField {...field('pin')} {...PIN} label={words.say('setup.pin')} hint={words.say('setup.pin-hint')} />
      <TextField {...field('again')} {...PIN} label={words.say('setup.pin-again')} />
      {trouble && (
        <Banner tone="stop" title={trouble.title}>
          {trouble.more}
        </Banner>
      )}
      <Button type="submit" tone="primary" size="big" wide busy={busy}>
        {words.say('setup.create')}
      </Button>
    </form>
  );
}

const PIN = {
  type: 'password',
  inputMode: 'numeric',
  autoComplete: 'new-password',
  maxLength: PIN_LENGTH,
  required: true,
} satisfies InputHTMLAttributes<HTMLInputElement>;

/** The browser knows where it stands, and every other zone there is. */
function TimeZoneField(field: { name: string; error?: string }) {
  const words = useWords();
  const id = useId();
  return (
    <>
      <TextField
        {...field}
        label={words.say('setup.time-zone')}
        hint={words.say('setup.time-zone-hint')}
        required
        list={id}
        defaultValue={Intl.DateTimeFormat().resolvedOptions().timeZone}
      />
      <datalist id={id}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}

function answersOf(data: FormData): SetupAnswers {
  const text = (name: SetupField) => String(data.get(name) ?? '').trim();
  return {
    name: text('name'),
    code: text('code').toUpperCase(),
    timeZone: text('timeZone'),
    admin: text('admin'),
    pin: text('pin'),
    again: text('again'),
  };
}

function showFirst(form: HTMLFormElement | null, faults: SetupFaults): void {
  const first = SETUP_FIELDS.find((name) => faults[name]);
  const input = first && form?.elements.namedItem(first);
  if (!(input instanceof HTMLInputElement)) return;
  input.focus({ preventScroll: true });
  input.scrollIntoView?.({ block: 'center' });
}
