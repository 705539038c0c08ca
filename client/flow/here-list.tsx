import '../ui/field.css';
import './here-list.css';
import { useState } from 'react';
import type { BinCode } from '../../shared/domain/bins/bin.ts';
import type { DayIso } from '../../shared/domain/engine/time.ts';
import type { LotKey } from '../../shared/domain/lots/ids.ts';
import { BinChip } from '../ui/chip.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { LotCard, type LotOnCard } from '../ui/lot-card.tsx';
import { useWords } from '../ui/words.tsx';
import type { Heard } from './flow.ts';

/** Something this phone knows and the worker may mean. */
export type HereThing =
  | {
      readonly kind: 'lot';
      readonly key: string;
      readonly lotKey: LotKey;
      readonly lot: LotOnCard;
      readonly quantity?: string;
      readonly bin?: BinCode;
    }
  | { readonly kind: 'bin'; readonly key: BinCode; readonly check: string; readonly about: string }
  | { readonly kind: 'hand'; readonly key: string; readonly quantity: string };

interface HereListProps {
  things: readonly HereThing[];
  today: DayIso;
  onPick: (thing: HereThing) => void;
}

/** Longer than anyone scrolls in gloves: the rest is found by its name. */
const MOST = 40;

/** What should be here, to be chosen where a label cannot be read. */
export function HereList({ things, today, onPick }: HereListProps) {
  const words = useWords();
  const [wanted, setWanted] = useState('');
  const found = things.filter((thing) => searchText(thing).includes(wanted.trim().toLowerCase()));
  return (
    <div className="here">
      {things.length > 6 && (
        <input
          className="input"
          type="search"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          placeholder={words.say('input.find')}
          aria-label={words.say('input.find')}
        />
      )}
      {found.length === 0 && (
        <EmptyState icon="search" title={words.say('input.list-empty')}>
          {words.say('input.list-empty-text')}
        </EmptyState>
      )}
      <ul className="here-things" aria-label={words.say('input.list-title')}>
        {found.slice(0, MOST).map((thing) => (
          <li key={thing.key} className="here-thing">
            <Thing thing={thing} today={today} />
            <button
              type="button"
              className="here-cover"
              aria-label={nameOf(thing, words.say('input.in-hand'))}
              onClick={() => onPick(thing)}
            />
          </li>
        ))}
      </ul>
      {found.length > MOST && <p className="quiet">{words.count('input.more', found.length - MOST)}</p>}
    </div>
  );
}

function Thing({ thing, today }: { thing: HereThing; today: DayIso }) {
  const words = useWords();
  switch (thing.kind) {
    case 'lot':
      return (
        <LotCard
          lot={thing.lot}
          today={today}
          {...(thing.quantity && { quantity: thing.quantity })}
          {...(thing.bin && { bin: thing.bin })}
        />
      );
    case 'bin':
      return (
        <div className="here-row">
          <BinChip code={thing.key} check={thing.check} size="large" />
          <span className="quiet">{thing.about}</span>
        </div>
      );
    case 'hand':
      return (
        <div className="here-row">
          <strong>{words.say('input.in-hand')}</strong>
          <span className="quiet">{thing.quantity}</span>
        </div>
      );
  }
}

/** The answer a chosen thing is; a bin is the given end of the move. */
export function heardFrom(thing: HereThing, end: 'from' | 'to'): Heard {
  switch (thing.kind) {
    case 'lot':
      return { kind: 'lot', lot: thing.lotKey, ...(thing.bin && { bin: thing.bin }) };
    case 'bin':
      return { kind: 'bin', bin: thing.key, end };
    case 'hand':
      return { kind: 'hand' };
  }
}

function nameOf(thing: HereThing, hand: string): string {
  if (thing.kind === 'hand') return hand;
  return thing.kind === 'lot' ? [thing.lot.number, thing.lot.itemName, thing.bin].filter(Boolean).join(', ') : thing.key;
}

function searchText(thing: HereThing): string {
  return nameOf(thing, '').toLowerCase();
}
