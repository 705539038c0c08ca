import type { LotPage } from '../desk/answers.ts';
import { useTelling } from '../desk/use-telling.ts';
import { Panel } from '../ui/panel.tsx';
import { VerdictShape } from '../ui/verdict-sign.tsx';
import { useWords } from '../ui/words.tsx';

const CAME_IN = ['received', 'returned', 'made', 'adjustedIn'] as const;
const WENT_OUT = ['dispatched', 'consumed', 'adjustedOut'] as const;

/** What came in against what went out or is still here. Anything left over is unaccounted for. */
export function LotBalance({ page: { lot, balance, item } }: { page: LotPage }) {
  const words = useWords();
  const telling = useTelling();
  const isBalanced = balance.unaccounted === 0;
  const parts = (names: readonly (typeof CAME_IN | typeof WENT_OUT)[number][]) =>
    names
      .filter((name) => lot.totals[name] > 0)
      .map((name) => (
        <tr key={name} className="balance-part">
          <th scope="row">{words.say(`balance.${name}`)}</th>
          <td className="number">{telling.quantity(lot.totals[name], item)}</td>
        </tr>
      ));
  return (
    <Panel title={words.say('lot-page.balance')}>
      <table className="balance">
        <tbody>
          <Sum name={words.say('balance.came-in')} quantity={telling.quantity(balance.cameIn, item)} />
          {parts(CAME_IN)}
          <Sum name={words.say('balance.went-out')} quantity={telling.quantity(balance.wentOut, item)} />
          {parts(WENT_OUT)}
          <Sum name={words.say('balance.on-hand')} quantity={telling.quantity(balance.onHand, item)} />
        </tbody>
        <tfoot>
          <tr className={`balance-rest tone-text-${isBalanced ? 'ok' : 'stop'}`}>
            <th scope="row">
              <VerdictShape tone={isBalanced ? 'ok' : 'stop'} size={20} />
              {words.say('balance.unaccounted')}
            </th>
            <td className="number">{telling.quantity(balance.unaccounted, item)}</td>
          </tr>
        </tfoot>
      </table>
    </Panel>
  );
}

function Sum({ name, quantity }: { name: string; quantity: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="number">{quantity}</td>
    </tr>
  );
}
