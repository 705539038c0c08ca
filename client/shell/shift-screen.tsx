import { useQueueState } from '../queue/queue-state.ts';
import { Button } from '../ui/button.tsx';
import { Progress } from '../ui/progress.tsx';
import { Screen } from '../ui/screen.tsx';
import { unlockSound } from '../ui/signal.ts';
import { useWords } from '../ui/words.tsx';
import { InstallHint } from './install-hint.tsx';
import { Mark } from './mark.tsx';
import { OfflineReady } from './offline-ready.tsx';

/** One tap begins the shift: browsers keep sound locked until a tap, and a silent STOP is no STOP. */
export function ShiftScreen({ name, onStart }: { name: string; onStart: () => void }) {
  const words = useWords();
  const bootstrap = useQueueState((queue) => queue.bootstrap);
  const start = () => {
    unlockSound();
    onStart();
  };
  return (
    <Screen
      title={words.say('shift.hello', { name })}
      foot={
        <Button tone="primary" size="big" wide onClick={start}>
          {words.say('shift.start')}
        </Button>
      }
    >
      <div className="shift-mark">
        <Mark size={120} />
      </div>
      <p className="quiet">{words.say('shift.text')}</p>
      <InstallHint />
      {bootstrap && (
        <Progress
          label={`${words.say('shift.getting-data')} · ${words.say('shift.rows', { done: bootstrap.done, total: bootstrap.total })}`}
          value={bootstrap.done}
          most={Math.max(1, bootstrap.total)}
        />
      )}
      <OfflineReady />
    </Screen>
  );
}
