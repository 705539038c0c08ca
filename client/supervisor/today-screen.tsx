import { Link } from 'wouter';
import type { Severity } from '../../shared/domain/anomalies/anomaly.ts';
import { Answered } from '../desk/answered.tsx';
import type { AgeCell, AnomalyList, BoardPhone, ExpiryBucket } from '../desk/answers.ts';
import { useDesk } from '../desk/desk.ts';
import { DeskPage } from '../desk/desk-page.tsx';
import { useAnswer } from '../desk/use-answer.ts';
import { buttonClass } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { Panel } from '../ui/panel.tsx';
import { useWords } from '../ui/words.tsx';
import { AnomalyItems } from './anomaly-items.tsx';
import { FindForm } from './find-form.tsx';
import { needsAttention } from './phone-needs.ts';
import { readToday } from './reads.ts';
import { SeverityShape } from './severity-sign.tsx';

/** Where a supervisor's day starts: what waits, how much of it, and the worst of it first. */
export function TodayScreen() {
  const words = useWords();
  const reading = useAnswer(readToday, null);
  return (
    <DeskPage title={words.say('desk.today')} actions={<FindForm />}>
      <Answered reading={reading}>{(today) => <Today {...today} />}</Answered>
    </DeskPage>
  );
}

interface TodayProps {
  anomalies: AnomalyList;
  cells: readonly AgeCell[];
  stuck: number;
  phones: readonly BoardPhone[];
}

export function Today({ anomalies, cells, stuck, phones }: TodayProps) {
  const words = useWords();
  const { open, rows } = anomalies;
  const { now } = useDesk();
  const needy = phones.filter((phone) => needsAttention(phone, now)).length;
  const waiting = open.stop + open.warn + open.info;
  return (
    <>
      <ul className="tiles">
        {(['stop', 'warn', 'info'] as const).map((severity) => (
          <Tile
            key={severity}
            count={open[severity]}
            label={words.say(`today.${severity}`)}
            href={`/supervisor/anomalies?show=${severity}`}
            severity={severity}
          />
        ))}
        <Tile count={lotsIn(cells, 'expired')} label={words.say('today.expired')} href="/supervisor/lots?expiry=expired" severity="stop" />
        <Tile count={lotsIn(cells, '0-3')} label={words.say('today.soon')} href="/supervisor/lots?expiry=0-3" severity="warn" />
        <Tile count={needy} label={words.say('today.phones')} href="/supervisor/phones" severity="warn" />
        <Tile count={stuck} label={words.say('today.stuck')} href="/supervisor/stuck" severity="warn" />
      </ul>
      {waiting === 0 ? (
        <EmptyState icon="tick" title={words.say('today.all-clear')}>
          {words.say('today.all-clear-hint')}
        </EmptyState>
      ) : (
        <Panel title={words.say('today.worst')}>
          <AnomalyItems rows={rows} />
          {waiting > rows.length && (
            <Link href="/supervisor/anomalies" className={buttonClass({ size: 'compact' })}>
              {words.say('today.all', { count: waiting })}
            </Link>
          )}
        </Panel>
      )}
    </>
  );
}

interface TileProps {
  count: number;
  label: string;
  href: string;
  severity: Severity;
}

/** A number that leads to what it counts. Nothing to count is said quietly. */
function Tile({ count, label, href, severity }: TileProps) {
  return (
    <li>
      <Link href={href} className={`tile severity-${count === 0 ? 'none' : severity}`}>
        <strong className="tile-count">{count}</strong>
        {count === 0 ? <Icon name="tick" size={28} /> : <SeverityShape severity={severity} size={28} />}
        <span className="tile-label">{label}</span>
      </Link>
    </li>
  );
}

function lotsIn(cells: readonly AgeCell[], expiry: ExpiryBucket): number {
  return cells.filter((cell) => cell.expiry === expiry).reduce((sum, cell) => sum + cell.lots, 0);
}
