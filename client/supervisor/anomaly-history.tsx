import { isOrderUncertain } from '../../shared/domain/bins/stock-row.ts';
import { gtinOf, lotNumberOf } from '../../shared/domain/lots/ids.ts';
import { lotHref } from '../desk/address.ts';
import type { AnomalyPage, AnomalyRow, AnomalyStep, ClaimSaid } from '../desk/answers.ts';
import { useDesk } from '../desk/desk.ts';
import { useTelling } from '../desk/use-telling.ts';
import { BinChip } from '../ui/chip.tsx';
import { Code } from '../ui/code.tsx';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../ui/words.tsx';
import { kindText } from './kinds.ts';
import { LotLink } from './lot-parts.tsx';
import { settledText } from './settled.ts';

/** Both sides next to each other: who, what about which goods, when and how sure that is. */
export function Claims({ page: { anomaly, said } }: { page: AnomalyPage }) {
  const { claims } = anomaly;
  const words = useWords();
  const telling = useTelling();
  if (claims.length === 0) return <p className="quiet">{words.say('anomaly-page.by-system')}</p>;
  return (
    <>
      <ul className="claims">
        {claims.map((claim, side) => {
          const scan = said.find(({ command }) => command === claim.command);
          return (
            <li key={claim.command} className="claim">
              <span className="quiet small">{words.say(side === 0 ? 'anomaly-page.this' : 'anomaly-page.against')}</span>
              <strong>{claim.workerName}</strong>
              {scan && <Said scan={scan} />}
              <span>{telling.claimed(claim)}</span>
              <span className="quiet small">{words.say('anomaly-page.device', { device: claim.deviceName })}</span>
            </li>
          );
        })}
      </ul>
      {isUncertain(claims) && <p className="quiet">{words.say('life.order-uncertain')}</p>}
    </>
  );
}

/** What was done, to which lot, how much of it, and where. */
function Said({ scan: { kind, lot, from, to, quantity, pallet } }: { scan: ClaimSaid }) {
  const words = useWords();
  const telling = useTelling();
  const { items } = useDesk();
  const item = (lot && items.get(gtinOf(lot))) ?? null;
  return (
    <>
      <span>{kindText(kind, words)}</span>
      {lot && <LotLink href={lotHref(lot)} row={{ number: lotNumberOf(lot) }} />}
      <span className="bins">
        {quantity !== null && <strong>{telling.quantity(quantity, item)}</strong>}
        {from && <BinChip code={from} />}
        {from && to && <Icon name="next" size={18} />}
        {to && <BinChip code={to} />}
      </span>
      {pallet && <Code text={pallet} />}
    </>
  );
}

/** Whoever decides should know when the clocks cannot tell who was first. */
function isUncertain([one, other]: AnomalyRow['claims']): boolean {
  return one !== undefined && other !== undefined && isOrderUncertain(one, other);
}

/** What has been done about it so far. */
export function History({ steps }: { steps: readonly AnomalyStep[] }) {
  const words = useWords();
  const telling = useTelling();
  return (
    <ol className="steps">
      {steps.map((step) => (
        <li key={`${step.at} ${step.what} ${step.command}`} className="step">
          <strong>{words.say(`anomaly-page.${step.what}`)}</strong>
          <span className="quiet small">
            {[telling.time(step.at), step.workerName ?? words.say('anomalies.by-system'), step.kind && kindText(step.kind, words)]
              .filter(Boolean)
              .join(' · ')}
          </span>
          {step.reason && <span>{settledText(step.reason, words)}</span>}
        </li>
      ))}
    </ol>
  );
}
