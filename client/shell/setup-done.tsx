import './setup-done.css';
import { useMemo } from 'react';
import { parseBadge, printed } from '../../shared/domain/scanning/our-codes.ts';
import { Button } from '../ui/button.tsx';
import { Code } from '../ui/code.tsx';
import { Panel } from '../ui/panel.tsx';
import { useWords } from '../ui/words.tsx';
import { qrPath } from './qr-path.ts';

/** The first administrator's badge as it is printed: nobody else is told of it. */
export function NewBadge({ badge, base = location.origin }: { badge: string; base?: string }) {
  const words = useWords();
  const code = parseBadge(badge);
  const picture = useMemo(() => code && qrPath(printed.badge(base, code)), [code, base]);
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
        {picture && (
          <svg
            className="setup-badge-code"
            viewBox={`0 0 ${picture.side} ${picture.side}`}
            role="img"
            aria-label={words.say('setup.badge-code', { badge })}
            shapeRendering="crispEdges"
          >
            <path d={picture.path} />
          </svg>
        )}
        <Code text={badge} size="large" />
      </div>
      <p className="quiet">{words.say('setup.badge-hint')}</p>
    </Panel>
  );
}
