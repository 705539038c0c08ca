import { lotHref } from '../desk/address.ts';
import { Answered } from '../desk/answered.tsx';
import type { StuckRow } from '../desk/answers.ts';
import { type Column, DataTable } from '../desk/data-table.tsx';
import { DeskPage } from '../desk/desk-page.tsx';
import { useAnswer } from '../desk/use-answer.ts';
import { useTelling } from '../desk/use-telling.ts';
import { Code } from '../ui/code.tsx';
import { useWords } from '../ui/words.tsx';
import { FindForm } from './find-form.tsx';
import { LotLink } from './lot-parts.tsx';
import { readStuck } from './reads.ts';

/** Goods nobody moved, saw or dispatched for too long; ordered by bin route it is the walk to check them. */
export function StuckScreen() {
  const words = useWords();
  const reading = useAnswer(readStuck, null);
  return (
    <DeskPage title={words.say('desk.stuck')} actions={<FindForm />}>
      <Answered reading={reading}>{(rows) => <StuckGoods rows={rows} />}</Answered>
    </DeskPage>
  );
}

export function StuckGoods({ rows }: { rows: readonly StuckRow[] }) {
  const words = useWords();
  const empty = { title: words.say('stuck.empty'), hint: words.say('stuck.empty-hint') };
  return (
    <>
      <p className="quiet">{words.say('stuck.about')}</p>
      <DataTable
        caption={words.say('desk.stuck')}
        columns={useColumns()}
        rows={rows}
        rowKey={(row) => `${row.bin} ${row.lot} ${row.pallet}`}
        sort="-dwell"
        empty={empty}
      />
    </>
  );
}

const HOUR = 3_600_000;

function useColumns(): readonly Column<StuckRow>[] {
  const words = useWords();
  const telling = useTelling();
  return [
    {
      name: 'lot',
      title: words.say('age.lot'),
      value: (row) => row.number,
      show: (row) => (
        <>
          <LotLink href={lotHref(row.lot)} row={row} />
          {row.pallet && <span className="cell-more code">{row.pallet}</span>}
        </>
      ),
    },
    { name: 'pallet', title: words.say('stuck.pallet'), value: (row) => row.pallet, isHidden: true },
    { name: 'item', title: words.say('age.item'), value: (row) => row.name },
    { name: 'bin', title: words.say('age.bin'), value: (row) => row.bin, show: (row) => <Code text={row.bin} /> },
    { name: 'route', title: words.say('stuck.route'), value: (row) => row.walkOrder, numeric: true },
    {
      name: 'dwell',
      title: words.say('stuck.dwell'),
      value: (row) => hours(row.dwellMs),
      inFile: { title: words.say('table.in-hours', { title: words.say('stuck.dwell') }) },
      show: (row) => <strong className="tone-text-check">{telling.age(row.dwellMs)}</strong>,
      numeric: true,
    },
    {
      name: 'window',
      title: words.say('stuck.window'),
      value: (row) => hours(row.windowMs),
      inFile: { title: words.say('table.in-hours', { title: words.say('stuck.window') }) },
      show: (row) => (
        <>
          {telling.age(row.windowMs)}
          {row.waitsFor === 'dispatch' && <span className="cell-more">{words.say('stuck.dispatch')}</span>}
        </>
      ),
      numeric: true,
    },
    { name: 'waits-for', title: words.say('stuck.waits-for'), value: (row) => words.say(`stuck.${row.waitsFor}`), isHidden: true },
    {
      name: 'quantity',
      title: words.say('age.quantity'),
      value: (row) => row.quantity / 10 ** row.decimals,
      show: (row) => telling.quantity(row.quantity, row),
      numeric: true,
    },
    { name: 'unit', title: words.say('table.unit'), value: (row) => row.unit, isHidden: true },
    {
      name: 'last-scan',
      title: words.say('stuck.last-scan'),
      value: (row) => telling.stamp(row.lastScan.at),
      inFile: { title: telling.stamped(words.say('stuck.last-scan')) },
      show: (row) => (
        <>
          <span className="nowrap">{telling.time(row.lastScan.at)}</span>
          <span className="cell-more">{[telling.error(row.lastScan.error), row.lastWorker].filter(Boolean).join(' · ')}</span>
        </>
      ),
    },
    { name: 'by', title: words.say('stuck.by'), value: (row) => row.lastWorker, isHidden: true },
  ];
}

function hours(ms: number): number {
  return Math.floor(ms / HOUR);
}
