import { Link } from 'wouter';
import { lotHref, useQuery } from '../desk/address.ts';
import { Answered } from '../desk/answered.tsx';
import type { FoundLot } from '../desk/answers.ts';
import { useDesk } from '../desk/desk.ts';
import { DeskPage } from '../desk/desk-page.tsx';
import { useAnswer } from '../desk/use-answer.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { LotCard } from '../ui/lot-card.tsx';
import { useWords } from '../ui/words.tsx';
import { FindForm } from './find-form.tsx';
import { findLots } from './reads.ts';

/** Lots by a part of their number, or by their item. */
export function FindScreen() {
  const words = useWords();
  const [query] = useQuery();
  const text = query.get('text') ?? '';
  const reading = useAnswer(findLots, text);
  return (
    <DeskPage title={words.say('desk.find')} actions={<FindForm text={text} />}>
      {text ? (
        <Answered reading={reading}>{(lots) => <FoundLots text={text} lots={lots} />}</Answered>
      ) : (
        <EmptyState icon="search" title={words.say('find.nothing-asked')}>
          {words.say('desk.find-hint')}
        </EmptyState>
      )}
    </DeskPage>
  );
}

export function FoundLots({ text, lots }: { text: string; lots: readonly FoundLot[] }) {
  const words = useWords();
  const { today } = useDesk();
  if (lots.length === 0) {
    return (
      <EmptyState icon="search" title={words.say('find.none', { text })}>
        {words.say('find.none-hint')}
      </EmptyState>
    );
  }
  return (
    <ul className="found-lots" aria-label={words.count('find.lots', lots.length)}>
      {lots.map((lot) => (
        <li key={lot.key}>
          <LotCard lot={{ ...lot, itemName: lot.name || lot.gtin }} today={today}>
            <Link href={lotHref(lot.key)} className="card-link">
              {words.say('find.open', { lot: lot.number })}
            </Link>
          </LotCard>
        </li>
      ))}
    </ul>
  );
}
