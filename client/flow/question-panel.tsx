import { useState } from 'react';
import { type DayIso, parseDay } from '../../shared/domain/engine/time.ts';
import { openShipments } from '../local/questions.ts';
import { useLocal } from '../local/use-local.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { useWords } from '../ui/words.tsx';
import type { Heard } from './flow.ts';
import { GivenChips } from './given-chips.tsx';
import type { Round } from './round.ts';

interface QuestionPanelProps {
  round: Round;
  today: DayIso;
  hear: (heard: Heard) => boolean;
}

/** What is known so far, and the control for a question that no label answers. */
export function QuestionPanel({ round, today, hear }: QuestionPanelProps) {
  return (
    <>
      <GivenChips round={round} today={today} />
      {round.slot === 'destination' && <AskDestination hear={hear} />}
      {round.slot === 'expiryOn' && <AskDay onDay={(day) => hear({ kind: 'expiry', day })} />}
    </>
  );
}

/** A shipment that stands open, or a destination written from the delivery note. */
function AskDestination({ hear }: Pick<QuestionPanelProps, 'hear'>) {
  const words = useWords();
  const shipments = useLocal(openShipments, []) ?? [];
  const [text, setText] = useState('');
  return (
    <form
      className="ask"
      onSubmit={(event) => {
        event.preventDefault();
        hear({ kind: 'destination', text: text.trim() });
      }}
    >
      {shipments.map(({ number, destination }) => (
        <Button key={number} icon="dispatch" wide onClick={() => hear({ kind: 'destination', text: destination, shipment: number })}>
          {destination} · {number}
        </Button>
      ))}
      <TextField
        label={words.say('dock.destination')}
        hint={words.say('dock.destination-hint')}
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" tone="primary" size="big" wide disabled={text.trim() === ''}>
        {words.say('do.next')}
      </Button>
    </form>
  );
}

function AskDay({ onDay }: { onDay: (day: DayIso) => void }) {
  const words = useWords();
  const [text, setText] = useState('');
  const day = parseDay(text);
  return (
    <form
      className="ask"
      onSubmit={(event) => {
        event.preventDefault();
        if (day) onDay(day);
      }}
    >
      <TextField label={words.say('lot.use-by')} type="date" value={text} onChange={(event) => setText(event.target.value)} />
      <Button type="submit" tone="primary" size="big" wide disabled={!day}>
        {words.say('do.next')}
      </Button>
    </form>
  );
}
