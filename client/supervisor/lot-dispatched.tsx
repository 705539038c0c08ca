import type { LotPage } from '../desk/answers.ts';
import { useTelling } from '../desk/use-telling.ts';
import { Panel } from '../ui/panel.tsx';
import { useWords } from '../ui/words.tsx';

/** Where goods of the lot went: whoever recalls it must reach all of these. */
export function LotDispatched({ page: { dispatched, item } }: { page: LotPage }) {
  const words = useWords();
  const telling = useTelling();
  if (dispatched.length === 0) return null;
  return (
    <Panel title={words.say('lot-page.went')}>
      <ul className="standings">
        {dispatched.map(({ command, destination, shipment, carrier, quantity, at }) => (
          <li key={command} className="standing">
            <span>{destination ?? words.say('life.no-destination')}</span>
            <strong>{telling.quantity(quantity, item)}</strong>
            <span className="quiet small standing-more">
              {[
                telling.time(at),
                shipment && words.say('lot-page.went-with', { shipment }),
                carrier && words.say('lot-page.went-by', { carrier }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
