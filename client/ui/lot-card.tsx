import './lot-card.css';
import type { ReactNode } from 'react';
import { type DayIso, daysBetween } from '../../shared/domain/engine/time.ts';
import type { LotStatus } from '../../shared/domain/lots/lot.ts';
import { dayText, remainingText } from '../../shared/words/dates.ts';
import { BinChip, Chip, type StatusTone } from './chip.tsx';
import { classNames } from './class-names.ts';
import { Code } from './code.tsx';
import { useWords } from './words.tsx';

export interface LotOnCard {
  readonly number: string;
  readonly itemName: string;
  readonly expiryOn: DayIso | null;
  /** Null: this phone has never heard of the lot. */
  readonly status: LotStatus | null;
}

interface LotCardProps {
  lot: LotOnCard;
  today: DayIso;
  /** Days to expiry at or below which the card warns. */
  soonDays?: number;
  quantity?: string;
  bin?: string;
  children?: ReactNode;
}

/** A lot looks like this everywhere: item, number, use-by, how much, where. */
export function LotCard({ lot, today, soonDays = 0, quantity, bin, children }: LotCardProps) {
  const words = useWords();
  const tone = lotTone(lot, today, soonDays);
  return (
    <article className={classNames('lot-card', `lot-card-${tone}`)}>
      <header className="lot-card-head">
        <Code text={lot.number} size="large" />
        {lot.status !== null && lot.status !== 'available' && <Chip tone={tone}>{words.say(`lot.${lot.status}`)}</Chip>}
      </header>
      <p className="lot-card-item">{lot.itemName}</p>
      <dl className="lot-card-facts">
        <div>
          <dt>{words.say('lot.use-by')}</dt>
          <dd>
            {lot.expiryOn ? dayText(words.language, lot.expiryOn, today) : words.say('lot.no-expiry')}
            {lot.expiryOn && <small>{remainingText(words.language, lot.expiryOn, today)}</small>}
          </dd>
        </div>
        {quantity && (
          <div>
            <dt>{words.say('lot.quantity')}</dt>
            <dd>{quantity}</dd>
          </div>
        )}
        {bin && (
          <div>
            <dt>{words.say('lot.bin')}</dt>
            <dd>
              <BinChip code={bin} />
            </dd>
          </div>
        )}
      </dl>
      {children}
    </article>
  );
}

function lotTone(lot: LotOnCard, today: DayIso, soonDays: number): StatusTone {
  if (lot.status === 'closed') return 'plain';
  if (lot.status === 'recalled' || lot.status === 'hold') return 'stop';
  if (!lot.expiryOn) return 'plain';
  const days = daysBetween(today, lot.expiryOn);
  if (days < 0) return 'stop';
  return days <= soonDays ? 'check' : 'plain';
}
