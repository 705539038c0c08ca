import './not-saved-screen.css';
import { didText } from '../flow/did-text.ts';
import { type QueueState, useQueueState } from '../queue/queue-state.ts';
import { Button } from '../ui/button.tsx';
import { useWords, type Words } from '../ui/words.tsx';

/** The phone can no longer keep scans: nothing else matters. The last scans are on screen so that they can be written down. */
export function NotSavedScreen() {
  const words = useWords();
  const { lastScans, notSaved } = useQueueState();
  return (
    <main className="not-saved fill-stop" role="alert">
      <svg className="not-saved-sign" viewBox="0 0 48 48" aria-hidden="true">
        <path d="M15 2h18l13 13v18L33 46H15L2 33V15z" fill="none" stroke="currentColor" strokeWidth="4" />
        <path d="M16 16l16 16M32 16L16 32" fill="none" stroke="currentColor" strokeWidth="5" strokeLinecap="round" />
      </svg>
      <h1>{words.say('not-saved.title')}</h1>
      <p className="not-saved-stop">{words.say('not-saved.stop')}</p>
      <p>{whatHappened(words, { lastScans, notSaved })}</p>
      {lastScans.length > 0 && (
        <>
          <h2>{words.say('not-saved.last')}</h2>
          <ol className="not-saved-scans">
            {lastScans.map((draft, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a frozen list of what was scanned, newest first
              <li key={index}>
                <strong>{didText(words.language, draft)}</strong>
                <span className="mono">{draft.scans.map((scan) => scan.raw).join('  ')}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      <footer className="not-saved-foot">
        <Button size="big" wide onClick={() => location.reload()}>
          {words.say(lastScans.length > 0 ? 'not-saved.again' : 'shell.again')}
        </Button>
      </footer>
    </main>
  );
}

function whatHappened(words: Words, { lastScans, notSaved }: Pick<QueueState, 'lastScans' | 'notSaved'>): string {
  if (lastScans.length === 0) return words.say('not-saved.text-none');
  return words.say(notSaved === 'full' ? 'not-saved.text-full' : 'not-saved.text');
}
