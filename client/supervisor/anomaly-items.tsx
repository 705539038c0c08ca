import { Link } from 'wouter';
import { anomalyHref } from '../desk/address.ts';
import type { AnomalyRow } from '../desk/answers.ts';
import { useTelling } from '../desk/use-telling.ts';
import { Sentence } from '../ui/sentence.tsx';
import { useWords, type Words } from '../ui/words.tsx';
import { settledText } from './settled.ts';
import { SeveritySign } from './severity-sign.tsx';

/** Anomalies one below the other, each leading to its own page. */
export function AnomalyItems({ rows }: { rows: readonly AnomalyRow[] }) {
  return (
    <ul className="anomaly-items">
      {rows.map((row) => (
        <AnomalyItem key={row.id} row={row} />
      ))}
    </ul>
  );
}

/** What does not fit, in one sentence, leading to its page. */
export function AnomalyLink({ row }: { row: AnomalyRow }) {
  const { title } = useTelling().anomaly(row);
  return (
    <Link href={anomalyHref(row.id)} className="anomaly-link">
      <Sentence text={title} />
    </Link>
  );
}

/** The people behind both claims; nobody's claim was found by the timed sweep. */
export function whoClaims({ claims }: Pick<AnomalyRow, 'claims'>): string {
  return [...new Set(claims.map((claim) => claim.workerName))].join(', ');
}

/** Enough of a pallet's number to tell two of one lot apart; null for an anomaly of no one pallet. */
export function palletText({ pallet }: Pick<AnomalyRow, 'pallet'>, words: Words): string | null {
  return pallet && words.say('anomalies.pallet', { tail: pallet.slice(-6) });
}

function AnomalyItem({ row }: { row: AnomalyRow }) {
  const words = useWords();
  const telling = useTelling();
  const about = [row.itemName, palletText(row, words), telling.time(row.openedAt), whoClaims(row) || words.say('anomalies.by-system')];
  return (
    <li className="anomaly-item">
      <SeveritySign severity={row.severity} />
      <div>
        <AnomalyLink row={row} />
        <p>
          <Sentence
            text={
              row.closedAt === null
                ? telling.anomaly(row).todo
                : words.say('anomalies.closed-with', { reason: settledText(row.closedReason, words) })
            }
          />
        </p>
        <p className="quiet small">{about.filter(Boolean).join(' · ')}</p>
      </div>
    </li>
  );
}
