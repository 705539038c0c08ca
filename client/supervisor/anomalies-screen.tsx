import type { Severity } from '../../shared/domain/anomalies/anomaly.ts';
import { lotHref, useQuery, withQuery } from '../desk/address.ts';
import { Answered } from '../desk/answered.tsx';
import type { AnomalyList, AnomalyRow } from '../desk/answers.ts';
import { type Column, DataTable } from '../desk/data-table.tsx';
import { DeskPage } from '../desk/desk-page.tsx';
import { useAnswer } from '../desk/use-answer.ts';
import { useTelling } from '../desk/use-telling.ts';
import { Code } from '../ui/code.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { useWords } from '../ui/words.tsx';
import { AnomalyLink, palletText, whoClaims } from './anomaly-items.tsx';
import { FindForm } from './find-form.tsx';
import { LotLink } from './lot-parts.tsx';
import { type AnomalyShow, readAnomalies } from './reads.ts';
import { SeveritySign } from './severity-sign.tsx';

const SHOWS: readonly AnomalyShow[] = ['all', 'stop', 'warn', 'info', 'closed'];
const WEIGHT: Readonly<Record<Severity, number>> = { stop: 0, warn: 1, info: 2 };

/** The inbox of what disagrees. Which part of it is shown stands in the address. */
export function AnomaliesScreen() {
  const words = useWords();
  const [query, setQuery] = useQuery();
  const show = SHOWS.find((each) => each === query.get('show')) ?? 'all';
  const reading = useAnswer(readAnomalies, show);
  const open = reading.value?.open;
  const tabs = SHOWS.map((id) => ({ id, label: words.say(`anomalies.${id}`), ...badgeOf(id, open) }));
  const choose = (id: string) => setQuery(withQuery(query, { show: id === 'all' ? '' : id, page: '' }));
  return (
    <DeskPage title={words.say('desk.anomalies')} actions={<FindForm />}>
      <Tabs label={words.say('anomalies.which')} tabs={tabs} selected={show} onSelect={choose}>
        <Answered reading={reading}>{(list) => <Anomalies list={list} />}</Answered>
      </Tabs>
    </DeskPage>
  );
}

function badgeOf(show: AnomalyShow, open: AnomalyList['open'] | undefined): { badge?: number } {
  if (!open || show === 'closed') return {};
  return { badge: show === 'all' ? open.stop + open.warn + open.info : open[show] };
}

export function Anomalies({ list: { rows, total } }: { list: AnomalyList }) {
  const words = useWords();
  const empty = { title: words.say('anomalies.empty'), hint: words.say('anomalies.empty-hint') };
  return (
    <>
      {total > rows.length && <p className="quiet">{words.say('anomalies.too-many', { shown: rows.length, total })}</p>}
      <DataTable
        caption={words.say('desk.anomalies')}
        columns={useColumns()}
        rows={rows}
        rowKey={(row) => row.id}
        sort="severity"
        empty={empty}
      />
    </>
  );
}

function useColumns(): readonly Column<AnomalyRow>[] {
  const words = useWords();
  const telling = useTelling();
  return [
    {
      name: 'what',
      title: words.say('anomalies.what'),
      value: (row) => telling.anomaly(row).title,
      show: (row) => <AnomalyLink row={row} />,
    },
    {
      name: 'severity',
      title: words.say('anomalies.severity'),
      value: (row) => WEIGHT[row.severity],
      inFile: { value: (row) => words.say(`severity.${row.severity}`) },
      show: (row) => <SeveritySign severity={row.severity} />,
    },
    {
      name: 'lot',
      title: words.say('age.lot'),
      value: (row) => row.lotNumber,
      show: (row) => (
        <>
          {row.lot && row.lotNumber && <LotLink href={lotHref(row.lot)} row={{ number: row.lotNumber }} />}
          {row.pallet && <span className="cell-more">{palletText(row, words)}</span>}
        </>
      ),
    },
    { name: 'pallet', title: words.say('stuck.pallet'), value: (row) => row.pallet, isHidden: true },
    { name: 'item', title: words.say('age.item'), value: (row) => row.itemName },
    { name: 'bin', title: words.say('age.bin'), value: (row) => row.bin, show: (row) => row.bin && <Code text={row.bin} /> },
    {
      name: 'opened',
      title: words.say('anomalies.opened'),
      value: (row) => telling.stamp(row.openedAt),
      inFile: { title: telling.stamped(words.say('anomalies.opened')) },
      show: (row) => telling.time(row.openedAt),
    },
    { name: 'who', title: words.say('anomalies.claims'), value: (row) => whoClaims(row) || words.say('anomalies.by-system') },
  ];
}
