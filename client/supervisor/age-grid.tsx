import type { CSSProperties } from 'react';
import { Link } from 'wouter';
import type { AgeBucket, AgeCell, ExpiryBucket } from '../desk/answers.ts';
import { classNames } from '../ui/class-names.ts';
import { useWords, type Words } from '../ui/words.tsx';
import { bucketText, EXPIRY_TONES, lotsIn } from './age-buckets.ts';

export interface Field {
  readonly age?: AgeBucket | undefined;
  readonly expiry?: ExpiryBucket | undefined;
}

interface GridProps {
  cells: readonly AgeCell[];
  ageBuckets: readonly AgeBucket[];
  expiryBuckets: readonly ExpiryBucket[];
  selected: Field;
  /** Where a field leads: to the lots it counts. */
  hrefOf: (field: Field) => string;
}

/** Days since receipt down, days to expiry across; every number opens the lots it counts. */
export function AgeGrid({ cells, ageBuckets, expiryBuckets, selected, hrefOf }: GridProps) {
  const words = useWords();
  const most = Math.max(1, ...cells.map((cell) => cell.lots));
  const field = (at: Field) => {
    const lots = lotsIn(cells, at);
    const isOpen = selected.age === at.age && selected.expiry === at.expiry;
    const named = { age: spanText(at.age, words), days: spanText(at.expiry, words) };
    const name = words.count('age.field', lots, named);
    return { lots, name, isOpen, href: hrefOf(at), strength: lots / most, tone: at.expiry ? EXPIRY_TONES[at.expiry] : 'plain' };
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="age-frame" aria-label={words.say('age.grid-about')} tabIndex={0}>
      <table className="age-grid">
        <caption className="unseen">{words.say('age.grid')}</caption>
        <thead>
          <tr>
            <td className="age-corner" />
            {expiryBuckets.map((expiry) => (
              <th key={expiry} scope="col">
                {bucketText(expiry, words)}
              </th>
            ))}
            <th scope="col">{words.say('age.all')}</th>
          </tr>
        </thead>
        <tbody>
          {ageBuckets.map((age) => (
            <tr key={age}>
              <th scope="row">{bucketText(age, words)}</th>
              {expiryBuckets.map((expiry) => (
                <FieldCell key={expiry} {...field({ age, expiry })} />
              ))}
              <FieldCell {...field({ age })} isTotal />
            </tr>
          ))}
          <tr>
            <th scope="row">{words.say('age.all')}</th>
            {expiryBuckets.map((expiry) => (
              <FieldCell key={expiry} {...field({ expiry })} isTotal />
            ))}
            <FieldCell {...field({})} isTotal />
          </tr>
        </tbody>
      </table>
    </section>
  );
}

interface CellProps {
  lots: number;
  name: string;
  isOpen: boolean;
  href: string;
  /** Against the fullest field, 0–1. */
  strength: number;
  tone: string;
  isTotal?: boolean;
}

/** The more lots, the stronger the tone; the number says how many. */
function FieldCell({ lots, name, isOpen, href, strength, tone, isTotal }: CellProps) {
  if (lots === 0) return <td className="age-none">·</td>;
  return (
    <td className={classNames('age-cell', `tone-${tone}`)} style={shade(isTotal ? 0 : strength)}>
      <Link href={href} aria-label={name} {...(isOpen && { 'aria-current': true })}>
        {lots}
      </Link>
    </td>
  );
}

/** As a custom property, so that the sheet decides what a strength looks like. */
function shade(strength: number): CSSProperties & { '--strength': string } {
  return { '--strength': `${Math.round(strength * 100)}%` };
}

function spanText(bucket: ExpiryBucket | undefined, words: Words): string {
  return bucket === undefined ? words.say('age.any') : bucketText(bucket, words);
}
