import './offline-ready.css';
import { useQueueState } from '../queue/queue-state.ts';
import { Banner } from '../ui/banner.tsx';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../ui/words.tsx';
import { useWorkerHealth } from './update.ts';

/** Whether this phone can be taken where there is no signal: it must hold the app and the stock. Says which is missing. */
export function OfflineReady() {
  const words = useWords();
  const hasStock = useQueueState((queue) => queue.dataAsOf !== null);
  const { appSaved, failed } = useWorkerHealth();
  if (failed) return null;
  if (!hasStock) return <Banner tone="check" title={words.say('offline.no-stock')} />;
  if (appSaved === null) return null;
  if (!appSaved) return <Banner tone="check" title={words.say('offline.no-app')} />;
  return (
    <p className="offline-ready">
      <Icon name="tick" />
      {words.say('offline.ready')}
    </p>
  );
}
