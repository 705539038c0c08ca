import { Fragment } from 'react';

/** A sentence whose codes never break at their hyphens: `A-02-1` stays in one piece. */
export function Sentence({ text }: { text: string }) {
  return text.split(/(\S*-\S*)/).map((part, index) =>
    part.includes('-') ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one fixed text
      <span key={index} className="unbroken">
        {part}
      </span>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one fixed text
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
