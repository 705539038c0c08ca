import './hand-over.css';
import { thisPhone } from '../local/phone.ts';
import { useCarried } from '../local/use-carried.ts';
import { type CarrySum, tryCarriedAgain } from '../queue/carried.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../ui/words.tsx';

/** What this phone carries for others, how far it has come, and what stands in its way. */
export function CarriedList() {
  const words = useWords();
  const sums = useCarried() ?? [];
  if (sums.length === 0) return null;
  const again = () => void tryCarriedAgain(thisPhone().outbox).then(thisPhone().kept);
  return (
    <section>
      <h2 className="panel-title quiet">{words.say('carried.title')}</h2>
      <ul className="carried-list">
        {sums.map((sum) => (
          <li key={sum.lane} className="carried">
            <CarriedSum sum={sum} />
            {sum.problem && (
              <Button wide onClick={again}>
                {words.say('carried.again')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function CarriedSum({ sum: { of, waiting, taken, problem } }: { sum: CarrySum }) {
  const words = useWords();
  const facts = { of: of || words.say('take-over.someone') };
  return (
    <>
      {waiting > 0 && <strong>{words.count('carried.waiting', waiting, facts)}</strong>}
      {taken > 0 && <span className="carried-taken">{words.count('carried.taken', taken, facts)}</span>}
      {problem && <span className="carried-problem">{words.say(`carried.${problem}`)}</span>}
    </>
  );
}
