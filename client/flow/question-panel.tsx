import { useState } from 'react';
import { type DayIso, parseDay } from '../../shared/domain/engine/time.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { useWords } from '../ui/words.tsx';
import { AskDestination } from './ask-destination.tsx';
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
