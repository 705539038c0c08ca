import { Link } from 'wouter';
import type { AgeCell, ExpiryBucket } from '../desk/answers.ts';
import { useWords } from '../ui/words.tsx';
import { bucketText, EXPIRY_TONES, lotsIn } from './age-buckets.ts';

const ROW = 34;
const BAR = 18;
/** Percent of the drawing's width: where bars begin, and how long the longest is. */
const FROM = 27;
const LONGEST = 60;

interface HistogramProps {
  cells: readonly AgeCell[];
  buckets: readonly ExpiryBucket[];
  selected: ExpiryBucket | undefined;
  /** Where a bar leads: to the lots it counts. */
  hrefOf: (bucket: ExpiryBucket) => string;
}

/** Lots by days to expiry as bars that open their lots, and the same figures as a table. */
export function AgeHistogram({ cells, buckets, selected, hrefOf }: HistogramProps) {
  const words = useWords();
  const bars = buckets.map((bucket) => ({ bucket, lots: lotsIn(cells, { expiry: bucket }) }));
  const most = Math.max(1, ...bars.map(({ lots }) => lots));
  return (
    <figure className="histogram">
      <svg className="histogram-bars" width="100%" height={bars.length * ROW}>
        <title>{words.say('age.histogram')}</title>
        {bars.map(({ bucket, lots }, row) => (
          <Bar
            key={bucket}
            label={bucketText(bucket, words)}
            name={words.count('age.bar', lots, { days: bucketText(bucket, words) })}
            tone={EXPIRY_TONES[bucket]}
            {...{ row, lots, share: lots / most, href: hrefOf(bucket), isSelected: bucket === selected }}
          />
        ))}
      </svg>
      <details className="twin">
        <summary>{words.say('age.as-table')}</summary>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{words.say('age.to-expiry')}</th>
              <th scope="col" className="number">
                {words.say('age.lots')}
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ bucket, lots }) => (
              <tr key={bucket}>
                <th scope="row">{bucketText(bucket, words)}</th>
                <td className="number">{lots}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

interface BarProps {
  row: number;
  label: string;
  name: string;
  lots: number;
  /** Of the longest bar. */
  share: number;
  tone: string;
  href: string;
  isSelected: boolean;
}

function Bar({ row, label, name, lots, share, tone, href, isSelected }: BarProps) {
  const top = row * ROW;
  const middle = top + ROW / 2;
  const width = lots === 0 ? 0 : Math.max(1, share * LONGEST);
  return (
    <Link href={href} aria-label={name} className={`bar tone-${tone}`} {...(isSelected && { 'aria-current': true })}>
      <rect className="bar-row" x="0" y={top} width="100%" height={ROW} rx="6" />
      <text className="bar-label" x={`${FROM - 2}%`} y={middle} dy="0.35em" textAnchor="end">
        {label}
      </text>
      <rect className="bar-fill" x={`${FROM}%`} y={middle - BAR / 2} width={`${width}%`} height={BAR} rx="4" />
      <text className="bar-count" x={`${FROM + width + 1.5}%`} y={middle} dy="0.35em">
        {lots}
      </text>
    </Link>
  );
}
