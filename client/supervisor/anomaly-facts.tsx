import { gtinOf, type LotKey, lotNumberOf, parseLotKey } from '../../shared/domain/lots/ids.ts';
import { lotHref } from '../desk/address.ts';
import type { AnomalyPage, AnomalyRow } from '../desk/answers.ts';
import { useDesk } from '../desk/desk.ts';
import { useTelling } from '../desk/use-telling.ts';
import { BinChip } from '../ui/chip.tsx';
import { Code } from '../ui/code.tsx';
import { type Fact, FactList } from '../ui/fact-list.tsx';
import { useWords } from '../ui/words.tsx';
import { LotLink } from './lot-parts.tsx';

/** Which goods an anomaly is about, how much of them and where, and the lot they clash with. What nobody knows is left out. */
export function Facts({ page: { anomaly, said } }: { page: AnomalyPage }) {
  const words = useWords();
  const telling = useTelling();
  const { items } = useDesk();
  const { lot, lotNumber, itemName, bin, pallet, stage } = anomaly;
  const other = otherGoods(anomaly);
  const quantity = said.find(({ command }) => command === anomaly.openedBy)?.quantity ?? null;
  const item = (lot && items.get(gtinOf(lot))) ?? null;
  const facts: readonly Fact[] = [
    [words.say('age.lot'), lot && <LotLink href={lotHref(lot)} row={{ number: lotNumber ?? lot }} />],
    [words.say('age.item'), itemName],
    [words.say('age.quantity'), quantity !== null && telling.quantity(quantity, item)],
    [words.say(anomaly.code === 'fefo-skipped' ? 'anomaly-page.picked-from' : 'age.bin'), bin && <BinChip code={bin} />],
    [words.say('stuck.pallet'), pallet && <Code text={pallet} />],
    [words.say('anomaly-page.other-lot'), other.lot && <LotLink href={lotHref(other.lot)} row={{ number: lotNumberOf(other.lot) }} />],
    [words.say('anomaly-page.other-bin'), other.bin && <BinChip code={other.bin} />],
    [words.say('anomaly-page.stage'), words.say(`stage.${stage}`)],
  ];
  return <FactList className="facts" facts={facts} />;
}

/** The lot these goods clash with, and its bin where that is another one. */
function otherGoods({ facts, bin }: AnomalyRow): { lot: LotKey | null; bin: string | null } {
  const lot = parseLotKey(String(facts.occupant ?? facts.other ?? facts.expected ?? ''));
  return { lot, bin: lot && typeof facts.bin === 'string' && facts.bin !== bin ? facts.bin : null };
}
