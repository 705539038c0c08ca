import type { LotPage } from '../desk/answers.ts';
import { useTelling } from '../desk/use-telling.ts';
import { BinChip } from '../ui/chip.tsx';
import { Code } from '../ui/code.tsx';
import { Panel } from '../ui/panel.tsx';
import { useWords } from '../ui/words.tsx';

/** Where the goods are: in bins, in dispute, in somebody's hand. */
export function LotStock({ page: { stock, unconfirmed, inHand, item } }: { page: LotPage }) {
  const words = useWords();
  const telling = useTelling();
  return (
    <Panel title={words.say('lot-page.stock')}>
      {stock.length + unconfirmed.length + inHand.length === 0 && <p className="quiet">{words.say('lot-page.stock-empty')}</p>}
      <ul className="standings">
        {stock.map((row) => (
          <li key={`${row.bin} ${row.pallet}`} className="standing">
            <BinChip code={row.bin} />
            <strong>{telling.quantity(row.quantity, item)}</strong>
            <span className="quiet small standing-more">
              {row.pallet && <Code text={row.pallet} />}{' '}
              {words.say('lot-page.seen', { worker: row.workerName, time: telling.time(row.seenAt) })}
            </span>
          </li>
        ))}
        {unconfirmed.map((goods) => (
          <li key={goods.id} className="standing">
            <span className="tone-text-stop">{words.say('lot-page.unconfirmed')}</span>
            <strong>{telling.quantity(goods.quantity, item)}</strong>
            <span className="quiet small standing-more">
              {words.say('lot-page.disputed', { from: goods.fromBin, bin: goods.claimedBin, time: telling.time(goods.since) })}
            </span>
          </li>
        ))}
        {inHand.map((held) => (
          <li key={held.id} className="standing">
            <span>{words.say('lot-page.in-hand', { worker: held.workerName })}</span>
            <strong>{telling.quantity(held.quantity, item)}</strong>
            <span className="quiet small standing-more">{words.say('lot-page.since', { time: telling.time(held.since) })}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
