import './lot-age.css';
import { queryText, useQuery, withQuery } from '../desk/address.ts';
import { Answered } from '../desk/answered.tsx';
import type { AgeQuestion, LotAge } from '../desk/answers.ts';
import { useDesk } from '../desk/desk.ts';
import { DeskPage } from '../desk/desk-page.tsx';
import { useAnswer } from '../desk/use-answer.ts';
import { Button } from '../ui/button.tsx';
import { SelectField } from '../ui/field.tsx';
import { Panel } from '../ui/panel.tsx';
import { useWords } from '../ui/words.tsx';
import { bucketText, isAgeBucket, isExpiryBucket } from './age-buckets.ts';
import { AgeGrid, type Field } from './age-grid.tsx';
import { AgeHistogram } from './age-histogram.tsx';
import { AgedLots } from './aged-lots.tsx';
import { FindForm } from './find-form.tsx';
import { readAge } from './reads.ts';

/** How old the lots on hand are, and how long they still have. What is chosen stands in the address. */
export function LotAgeScreen() {
  const words = useWords();
  const [query] = useQuery();
  const question = questionIn(query);
  const reading = useAnswer(readAge, question);
  return (
    <DeskPage title={words.say('desk.lots')} actions={<FindForm />}>
      <Filters />
      <Answered reading={reading}>{(age) => <AgeOfLots age={age} question={question} />}</Answered>
    </DeskPage>
  );
}

export function AgeOfLots({ age, question }: { age: LotAge; question: AgeQuestion }) {
  const words = useWords();
  const [query, setQuery] = useQuery();
  const { cells, ageBuckets, expiryBuckets, rows, total } = age;
  const selected: Field = { age: question.age, expiry: question.expiry };
  const queryOf = (field: Field) => withQuery(query, { age: field.age, expiry: field.expiry, page: undefined });
  const hrefOf = (field: Field) => `/supervisor/lots${queryText(queryOf(field))}`;
  return (
    <>
      <div className="age-charts">
        <Panel title={words.say('age.histogram')}>
          <AgeHistogram cells={cells} buckets={expiryBuckets} selected={selected.expiry} hrefOf={(expiry) => hrefOf({ expiry })} />
        </Panel>
        <Panel title={words.say('age.grid')}>
          <p className="quiet small">{words.say('age.grid-about')}</p>
          <AgeGrid {...{ cells, ageBuckets, expiryBuckets, selected, hrefOf }} />
        </Panel>
      </div>
      {(selected.age || selected.expiry) && (
        <p className="age-chosen">
          <strong>
            {[
              selected.expiry && words.say('age.chosen-expiry', { days: bucketText(selected.expiry, words) }),
              selected.age && words.say('age.chosen-age', { days: bucketText(selected.age, words) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </strong>
          <Button size="compact" icon="close" onClick={() => setQuery(queryOf({}))}>
            {words.say('age.clear')}
          </Button>
        </p>
      )}
      {total > rows.length && <p className="quiet">{words.say('age.too-many', { shown: rows.length, total })}</p>}
      <AgedLots rows={rows} />
    </>
  );
}

/** Zone and item, from this device's own master data. */
function Filters() {
  const words = useWords();
  const { zones, items } = useDesk();
  const [query, setQuery] = useQuery();
  const choose = (name: 'zone' | 'item') => ({
    value: query.get(name) ?? '',
    onChange: ({ target }: { target: { value: string } }) => setQuery(withQuery(query, { [name]: target.value, page: undefined })),
  });
  return (
    <div className="age-filters">
      <SelectField label={words.say('age.zone')} {...choose('zone')}>
        <option value="">{words.say('age.any-zone')}</option>
        {zones.map((zone) => (
          <option key={zone.code} value={zone.code}>
            {zone.name}
          </option>
        ))}
      </SelectField>
      <SelectField label={words.say('age.item')} {...choose('item')}>
        <option value="">{words.say('age.any-item')}</option>
        {[...items.values()].map((item) => (
          <option key={item.gtin} value={item.gtin}>
            {item.name}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

/** What the address asks for; a bucket nobody knows is no question. */
function questionIn(query: URLSearchParams): AgeQuestion {
  const zone = query.get('zone');
  const item = query.get('item');
  const age = query.get('age');
  const expiry = query.get('expiry');
  return { ...(zone && { zone }), ...(item && { item }), ...(isAgeBucket(age) && { age }), ...(isExpiryBucket(expiry) && { expiry }) };
}
