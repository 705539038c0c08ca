import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { Button } from '../ui/button.tsx';
import { useWords } from '../ui/words.tsx';

/** Looks for a lot from anywhere: number, item, SKU or GTIN. */
export function FindForm({ text: asked = '' }: { text?: string }) {
  const words = useWords();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState({ asked, text: asked });
  const text = typed.asked === asked ? typed.text : asked;
  const find = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) navigate(`/supervisor/find?${new URLSearchParams({ text: text.trim() })}`);
  };
  return (
    <search>
      <form className="find-form" onSubmit={find}>
        <input
          className="input"
          type="search"
          maxLength={60}
          aria-label={words.say('desk.find')}
          placeholder={words.say('desk.find-hint')}
          value={text}
          onChange={(event) => setTyped({ asked, text: event.target.value })}
        />
        <Button type="submit" size="compact" icon="search" aria-label={words.say('desk.find')} />
      </form>
    </search>
  );
}
