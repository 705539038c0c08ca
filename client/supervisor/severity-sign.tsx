import type { Severity } from '../../shared/domain/anomalies/anomaly.ts';
import { VerdictShape } from '../ui/verdict-sign.tsx';
import { useWords } from '../ui/words.tsx';

/** How grave it is, by shape alone: octagon, triangle, or a ring with an i. Its colour is that of the text around it. */
export function SeverityShape({ severity, size }: { severity: Severity; size: number }) {
  if (severity !== 'info') return <VerdictShape tone={severity === 'stop' ? 'stop' : 'check'} size={size} />;
  return (
    <svg width={size} height={size} viewBox="0 0 48 48" aria-hidden="true" data-shape="info">
      <circle cx="24" cy="24" r="20" fill="none" stroke="currentColor" strokeWidth="4" />
      <path d="M24 22v13M24 14v.5" fill="none" stroke="currentColor" strokeWidth="5" strokeLinecap="round" />
    </svg>
  );
}

/** Colour, shape and word together, so that no one of them has to be seen. */
export function SeveritySign({ severity }: { severity: Severity }) {
  const words = useWords();
  return (
    <span className={`severity severity-${severity}`}>
      <SeverityShape severity={severity} size={22} />
      <strong>{words.say(`severity.${severity}`)}</strong>
    </span>
  );
}
