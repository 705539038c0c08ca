import { isOrderUncertain } from '../../shared/domain/bins/stock-row.ts';
import type { AnomalyRow, AnomalyStep } from '../desk/answers.ts';
import { useTelling } from '../desk/use-telling.ts';
import { useWords } from '../ui/words.tsx';
import { kindText } from './kinds.ts';
import { settledText } from './settled.ts';

/** Both sides next to each other: who, what, when and how sure that is. */
export function Claims({ anomaly: { claims }, history }: { anomaly: AnomalyRow; history: readonly AnomalyStep[] }) {
  const words = useWords();
  const telling = useTelling();
  if (claims.length === 0) return <p className="quiet">{words.say('anomaly-page.by-system')}</p>;
  return (
    <>
      <ul className="claims">
        {claims.map((claim, side) => {
          const step = history.find(({ command }) => command === claim.command);
          return (
            <li key={claim.command} className="claim">
              <span className="quiet small">{words.say(side === 0 ? 'anomaly-page.this' : 'anomaly-page.against')}</span>
              <strong>{claim.workerName}</strong>
              {step?.kind && <span>{kindText(step.kind, words)}</span>}
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
