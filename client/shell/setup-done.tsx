import './setup-done.css';
import { parseBadge, printed } from '../../shared/domain/scanning/our-codes.ts';
import { Button } from '../ui/button.tsx';
import { Code } from '../ui/code.tsx';
import { Panel } from '../ui/panel.tsx';
import { useWords } from '../ui/words.tsx';
import { QrPicture } from './qr-picture.tsx';

/** The first administrator's badge as it is printed: nobody else is told of it. */
export function NewBadge({ badge, base = location.origin }: { badge: string; base?: string }) {
  const words = useWords();
  const code = parseBadge(badge);
  return (
    <Panel
      title={words.say('setup.badge')}
      action={
        <Button icon="print" size="compact" className="setup-print" onClick={() => print()}>
          {words.say('setup.badge-print')}
        </Button>
      }
    >
      <div className="setup-badge">
        {code && (
          <QrPicture className="setup-badge-code" text={printed.badge(base, code)} label={words.say('setup.badge-code', { badge })} />
        )}
        <Code text={badge} size="large" />
      </div>
      <p className="quiet">{words.say('setup.badge-hint')}</p>
    </Panel>
  );
}
