import { useState } from 'react';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { useWords } from '../ui/words.tsx';
import { updateNow, useUpdate } from './update.ts';

/** Offered between jobs only: nobody's screen is pulled away in the middle of a pick. */
export function UpdatePrompt() {
  const words = useWords();
  const ready = useUpdate((update) => update.ready);
  const [later, setLater] = useState(false);
  if (!ready || later) return null;
  return (
    <Banner
      tone="plain"
      title={words.say('update.title')}
      action={
        <div className="pair">
          <Button onClick={() => setLater(true)}>{words.say('update.later')}</Button>
          <Button tone="primary" size="big" onClick={updateNow}>
            {words.say('update.now')}
          </Button>
        </div>
      }
    >
      {words.say('update.text')}
    </Banner>
  );
}
