import { ROLES } from '../../shared/domain/access/matrix.ts';
import { BIN_KINDS } from '../../shared/domain/bins/bin.ts';
import { EXAMPLE_FILE } from '../../shared/words/en/example-file.ts';
import { Button } from '../ui/button.tsx';
import { type Fact, FactList } from '../ui/fact-list.tsx';
import { useWords } from '../ui/words.tsx';

/** The format, shown by a file that is taken as it stands; what its fields may hold is said below it. */
export function ImportExample({ onUse }: { onUse: (text: string) => void }) {
  const words = useWords();
  const facts: readonly Fact[] = [
    [words.say('admin.example-bins'), BIN_KINDS.join(', ')],
    [words.say('admin.example-classes'), 'frozen, chill, ambient'],
    [words.say('admin.example-roles'), ROLES.join(', ')],
    [words.say('admin.example-gtin'), words.say('admin.example-gtin-about')],
    [words.say('admin.example-pin'), words.say('admin.example-pin-about')],
    [words.say('admin.example-more'), words.say('admin.example-more-about')],
  ];
  return (
    <details className="admin-example">
      <summary>{words.say('admin.example')}</summary>
      <p className="quiet">{words.say('admin.example-about')}</p>
      <section className="admin-example-text" aria-label={words.say('admin.example-text')}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
        <pre tabIndex={0}>{EXAMPLE_FILE}</pre>
      </section>
      <Button size="compact" onClick={() => onUse(EXAMPLE_FILE)}>
        {words.say('admin.example-use')}
      </Button>
      <FactList className="admin-example-facts" facts={facts} />
    </details>
  );
}
