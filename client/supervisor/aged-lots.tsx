import { remainingText } from '../../shared/words/dates.ts';
import { lotHref } from '../desk/address.ts';
import type { AgedLot } from '../desk/answers.ts';
import { type Column, DataTable } from '../desk/data-table.tsx';
import { useDesk } from '../desk/desk.ts';
import { useTelling } from '../desk/use-telling.ts';
import { classNames } from '../ui/class-names.ts';
import { useWords } from '../ui/words.tsx';
import { Bins, LotLink, StatusChip, standingOf } from './lot-parts.tsx';

/** The lots themselves, first to expire first. */
export function AgedLots({ rows }: { rows: readonly AgedLot[] }) {
  const words = useWords();
  const empty = { title: words.say('age.empty'), hint: words.say('age.empty-hint') };
  return (
    <DataTable caption={words.say('desk.lots')} columns={useColumns()} rows={rows} rowKey={(row) => row.key} sort="use-by" empty={empty} />
  );
}

function useColumns(): readonly Column<AgedLot>[] {
  const words = useWords();
  const telling = useTelling();
  const { language } = words;
  const { today } = useDesk();
  return [
    { name: 'lot', title: words.say('age.lot'), value: (row) => row.number, show: (row) => <LotLink href={lotHref(row.key)} row={row} /> },
    { name: 'item', title: words.say('age.item'), value: (row) => row.name || row.gtin },
    {
      name: 'use-by',
      title: words.say('age.expiry'),
      value: (row) => row.expiryOn,
      show: ({ expiryOn, daysLeft }) => (
        <span className="nowrap">
          {expiryOn ? telling.day(expiryOn) : words.say('lot.no-expiry')}
          {expiryOn && <span className={classNames('cell-more', leftClass(daysLeft))}>{remainingText(language, expiryOn, today)}</span>}
        </span>
      ),
    },
    { name: 'days-left', title: words.say('age.days-left'), value: (row) => row.daysLeft, isHidden: true },
    { name: 'age', title: words.say('age.age'), value: (row) => row.ageDays, numeric: true },
    {
      name: 'quantity',
      title: words.say('age.quantity'),
      value: (row) => row.quantity / 10 ** row.decimals,
      show: (row) => telling.quantity(row.quantity, row),
      numeric: true,
    },
    { name: 'unit', title: words.say('table.unit'), value: (row) => row.unit, isHidden: true },
    { name: 'bin', title: words.say('age.bin'), value: (row) => row.bins.join(' '), show: (row) => <Bins codes={row.bins} /> },
    {
      name: 'status',
      title: words.say('age.status'),
      value: (row) => words.say(`lot.${standingOf(row)}`),
      show: (row) => <StatusChip standing={standingOf(row)} />,
    },
  ];
}

function leftClass(daysLeft: number | null): string | undefined {
  if (daysLeft === null || daysLeft > 3) return undefined;
  return daysLeft < 0 ? 'tone-text-stop' : 'tone-text-check';
}
