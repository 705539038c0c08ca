import { useQueueState } from '../queue/queue-state.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { useWords } from '../ui/words.tsx';
import { InstallHint, isLooseIos } from './install-hint.tsx';
import { signOut } from './session.ts';
import { updateNow } from './update.ts';

/** What keeps scans on this phone, or puts them at risk, and what the worker can do about it. */
export function QueueTroubles() {
  const words = useWords();
  const { persisted, stuck, sessionExpired } = useQueueState();
  return (
    <>
      {stuck === 'client-too-old' && (
        <Banner
          tone="stop"
          title={words.say('queue.too-old')}
          action={
            <Button wide onClick={updateNow}>
              {words.say('update.now')}
            </Button>
          }
        >
          {words.say('update.text')}
        </Banner>
      )}
      {stuck === 'refused' && (
        <Banner tone="stop" title={words.say('queue.refused')}>
          {words.say('queue.refused-hint')}
        </Banner>
      )}
      {sessionExpired && (
        <Banner
          tone="check"
          title={words.say('queue.session-expired')}
          action={
            <Button wide onClick={() => void signOut()}>
              {words.say('queue.sign-in')}
            </Button>
          }
        >
          {words.say('queue.session-expired-hint')}
        </Banner>
      )}
      <InstallHint />
      {persisted === false && !isLooseIos(navigator) && (
        <Banner tone="check" title={words.say('queue.not-persistent')}>
          {words.say('queue.not-persistent-hint')}
        </Banner>
      )}
    </>
  );
}
