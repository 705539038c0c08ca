import { gtinOf, lotNumberOf } from '../../shared/domain/lots/ids.ts';
import type { Look } from '../../shared/words/explain.ts';
import { LotCard, type LotOnCard } from '../ui/lot-card.tsx';
import { useWords } from '../ui/words.tsx';
import { type Flow, HAND } from './flow.ts';
import { quantityOf, tapOf, thereOf } from './quantity.ts';
import { QuantityPanel } from './quantity-panel.tsx';
import type { Round } from './round.ts';
import type { FlowInHand } from './use-flow.ts';
import { whyOf } from './verdict.ts';
import { VerdictCard } from './verdict-card.tsx';

interface DeedPanelProps {
  flow: Flow;
  inHand: FlowInHand;
  look: Look;
  typing: boolean;
  onTyping: (typing: boolean) => void;
}

/** What the rules say, about which lot, and how much of it: after a STOP too, what was done all the same is said as it was. */
export function DeedPanel({ flow, inHand: { round, change }, look, typing, onTyping }: DeedPanelProps) {
  const words = useWords();
  const { given, known, draft, advice } = round;
  const quantity = draft && quantityOf(draft);
  const lot = cardOf(round);
  return (
    <>
      {advice && <VerdictCard tone={advice.sign} why={whyOf(advice.judgement, look)} otherwise={words.say('verdict.ready')} />}
      {lot && <LotCard lot={lot} today={look.today} soonDays={known?.item?.expiringSoonDays ?? 0} {...binOnCard(flow, given)} />}
      {quantity !== null && (
        <QuantityPanel
          quantity={quantity}
          item={known?.item ?? null}
          tap={tapOf(known?.item ?? null)}
          there={known && thereOf(given, known)}
          typing={typing}
          onTyping={onTyping}
          onChange={(next) => change({ quantity: next })}
        />
      )}
    </>
  );
}

function cardOf({ given, known }: Round): LotOnCard | null {
  if (!given.lot) return null;
  return {
    number: lotNumberOf(given.lot),
    itemName: known?.item?.name ?? gtinOf(given.lot),
    expiryOn: given.expiryOn ?? known?.lot?.expiryOn ?? null,
    status: known?.lot?.status ?? null,
  };
}

/** Where the goods come from, when the title says where they go. */
function binOnCard(flow: Flow, { from }: Round['given']): { bin?: string } {
  return flow.kind !== 'pick' && from !== undefined && from !== HAND ? { bin: from } : {};
}
