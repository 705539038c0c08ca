import { useState } from 'react';
import type { Shipment } from '../../shared/domain/bins/stock-row.ts';
import { openShipments } from '../local/questions.ts';
import { useLocal } from '../local/use-local.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { useWords } from '../ui/words.tsx';
import type { Heard } from './flow.ts';

/** As many as leave the field and the button below them on a phone's screen. */
const MOST_SHOWN = 6;
const NONE: readonly Shipment[] = [];

/** A destination written from the delivery note, or one of the open shipments that bear what is written so far. */
export function AskDestination({ hear }: { hear: (heard: Heard) => boolean }) {
  const words = useWords();
  const shipments = useLocal(openShipments, []) ?? NONE;
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const fitting = shipments.filter(({ number, destination }) => `${destination} ${number}`.toLowerCase().includes(wanted));
  return (
    <form
      className="ask"
      onSubmit={(event) => {
        event.preventDefault();
        hear({ kind: 'destination', text: text.trim() });
      }}
    >
      <TextField
        label={words.say('dock.destination')}
        hint={words.say('dock.destination-hint')}
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.target.value)}
      />
      {fitting.slice(0, MOST_SHOWN).map(({ number, destination }) => (
        <Button key={number} icon="dispatch" wide onClick={() => hear({ kind: 'destination', text: destination, shipment: number })}>
          {destination} <span className="quiet unbroken">{number}</span>
        </Button>
      ))}
      <Button type="submit" tone="primary" size="big" wide disabled={wanted === ''}>
        {words.say('do.next')}
      </Button>
    </form>
  );
}
