import { Banner } from '../ui/banner.tsx';
import { useWords } from '../ui/words.tsx';
import { useWorkerHealth } from './update.ts';

/** What will fail in the cold store and can only be put right before going in. */
export function Warnings() {
  const words = useWords();
  const workerFailed = useWorkerHealth((health) => health.failed);
  if (!window.isSecureContext) return <TrustBanner title={words.say('insecure.title')} />;
  return workerFailed ? <TrustBanner title={words.say('no-worker.title')}>{words.say('no-worker.text')}</TrustBanner> : null;
}

function TrustBanner({ title, children }: { title: string; children?: string }) {
  const words = useWords();
  return (
    <Banner
      tone="stop"
      title={title}
      action={
        <a className="warning-link" href="/trust">
          {words.say('no-worker.link')}
        </a>
      }
    >
      {children}
    </Banner>
  );
}
