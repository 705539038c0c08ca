import './hand-over.css';
import { LazyScanner } from '../flow/lazy-scanner.tsx';
import { missingOf, type Seen } from '../queue/qr-frames.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Progress } from '../ui/progress.tsx';
import { Screen } from '../ui/screen.tsx';
import { useWords } from '../ui/words.tsx';
import { CarriedList } from './carried-list.tsx';
import { type TakeOver, useTakeOver } from './use-take-over.ts';

/** A missing number or two is worth saying; more is what the bar shows. */
const FEW = 6;

/** Takes another phone's scans over: reads its codes in whatever order they come, or opens its file. */
export function TakeOverScreen() {
  const words = useWords();
  const { state, onFrame, onFile, again } = useTakeOver();
  return (
    <Screen
      title={words.say('take-over.title')}
      back="/"
      foot={
        state.kind !== 'reading' && (
          <Button tone="primary" size="big" wide onClick={again}>
            {words.say(state.kind === 'kept' ? 'take-over.more' : 'shell.again')}
          </Button>
        )
      }
    >
      {state.kind === 'reading' ? (
        <>
          <p className="quiet">{words.say('take-over.about')}</p>
          <LazyScanner onScan={({ raw }) => onFrame(raw)} />
          <FramesSeen seen={state.seen} />
          <Field label={words.say('take-over.file')}>
            {(wiring) => (
              <input
                className="input take-over-file"
                type="file"
                accept=".json,application/json"
                {...wiring}
                onChange={({ target }) => void target.files?.[0]?.text().then(onFile)}
              />
            )}
          </Field>
        </>
      ) : (
        <Outcome state={state} />
      )}
      <CarriedList />
    </Screen>
  );
}

function FramesSeen({ seen }: { seen: Seen }) {
  const words = useWords();
  const [first] = seen.values();
  if (!first) return null;
  const missing = missingOf(seen);
  return (
    <div role="status">
      <Progress label={words.say('take-over.seen', { seen: seen.size, count: first.count })} value={seen.size} most={first.count} />
      {missing.length <= FEW && <p className="quiet">{words.say('take-over.missing', { numbers: missing.join(', ') })}</p>}
    </div>
  );
}

function Outcome({ state }: { state: Exclude<TakeOver, { kind: 'reading' }> }) {
  const words = useWords();
  if (state.kind === 'kept') {
    const of = state.of || words.say('take-over.someone');
    return (
      <Banner tone="ok" title={words.count('take-over.kept', state.count, { of })}>
        {words.say('take-over.kept-hint')}
      </Banner>
    );
  }
  return (
    <Banner tone={state.kind === 'own' ? 'check' : 'stop'} title={words.say(`take-over.${state.kind}`)}>
      {words.say(`take-over.${state.kind}-hint`)}
    </Banner>
  );
}
