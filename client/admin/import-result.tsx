import { sayAny } from '../../shared/words/words.ts';
import type { ImportReply } from '../desk/answers.ts';
import { Banner } from '../ui/banner.tsx';
import { TableFrame } from '../ui/table.tsx';
import { useWords } from '../ui/words.tsx';
import { entryOf, LISTS, placeOf } from './problem-place.ts';

/** What a file would change, has changed, or why it cannot be taken: every reason with its field. */
export function ImportResult({ reply }: { reply: ImportReply }) {
  const words = useWords();
  if (!reply.ok) {
    return (
      <div className="admin-result" role="status">
        <Banner tone="stop" title={words.count('admin.problems', new Set(reply.problems.map(({ field }) => entryOf(field))).size)}>
          {words.say('admin.nothing-taken')}
        </Banner>
        <ul className="admin-problems">
          {reply.problems.slice(0, MOST_SHOWN).map(({ field, code, facts }) => (
            <li key={`${field} ${code}`}>{sayAny(words.language, `import.${code}`, { ...facts, field: placeOf(field, words) })}</li>
          ))}
        </ul>
        {reply.problems.length > MOST_SHOWN && (
          <p className="quiet">{words.say('admin.more-problems', { count: reply.problems.length - MOST_SHOWN })}</p>
        )}
      </div>
    );
  }
  const changes = LISTS.reduce((sum, list) => sum + reply.tally[list].added + reply.tally[list].changed, 0);
  return (
    <div className="admin-result" role="status">
      <Banner tone={reply.dryRun ? 'plain' : 'ok'} title={words.say(titleOf(reply.dryRun, changes))} />
      <TableFrame caption={words.say('admin.import')}>
        <thead>
          <tr>
            <th scope="col">{words.say('admin.list')}</th>
            <th scope="col" className="number">
              {words.say('admin.added')}
            </th>
            <th scope="col" className="number">
              {words.say('admin.changed')}
            </th>
            <th scope="col" className="number">
              {words.say('admin.same')}
            </th>
          </tr>
        </thead>
        <tbody>
          {LISTS.map((list) => (
            <tr key={list}>
              <th scope="row">{words.say(`admin.${list}`)}</th>
              <td className="number">{reply.tally[list].added}</td>
              <td className="number">{reply.tally[list].changed}</td>
              <td className="number">{reply.tally[list].same}</td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
    </div>
  );
}

/** Enough to see what is wrong with a file; the rest is most likely the same. */
const MOST_SHOWN = 100;

function titleOf(isDryRun: boolean, changes: number): 'admin.would-change' | 'admin.no-change' | 'admin.taken' {
  if (!isDryRun) return 'admin.taken';
  return changes === 0 ? 'admin.no-change' : 'admin.would-change';
}
