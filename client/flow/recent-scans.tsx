import './recent-scans.css';
import { Button } from '../ui/button.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useNow } from '../ui/use-now.ts';
import { useWords } from '../ui/words.tsx';
import { canUndo, type RecentScan } from './recent.ts';

/** The last three scans of this phone; a fresh one can be undone. */
export function RecentScans({ scans, onUndo }: { scans: readonly RecentScan[]; onUndo: (id: RecentScan['id']) => void }) {
  const words = useWords();
  const now = useNow(1000);
  if (scans.length === 0) return null;
  return (
    <section className="recent" aria-label={words.say('recent.title')}>
      <ol>
        {scans.map((scan) => (
          <li key={scan.id} className="recent-scan hand-row">
            <span className={`recent-dot recent-dot-${scan.state}`} title={words.say(`queue.${scan.state}`)} />
            <span className="recent-text">
              <Sentence text={scan.text} />
            </span>
            {scan.undone && <span className="quiet small">{words.say('recent.undone')}</span>}
            {canUndo(scan, now) && (
              <Button icon="undo" onClick={() => onUndo(scan.id)}>
                {words.say('recent.undo')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
