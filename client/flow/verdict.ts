import type { Anomaly } from '../../shared/domain/anomalies/anomaly.ts';
import type { Judgement } from '../../shared/domain/engine/verdict.ts';
import { type Explained, explainAnomaly, explainRefusal, type Look } from '../../shared/words/explain.ts';

/** Why it is CHECK or STOP, and what to do; null where there is nothing to explain. */
export function whyOf(judgement: Judgement | null, look: Look): Explained | null {
  if (!judgement) return null;
  if (judgement.broke) return explainRefusal(judgement.broke, look);
  const opened = openedBy(judgement).find(({ severity }) => severity !== 'info');
  return opened ? explainAnomaly(opened, look) : null;
}

function openedBy({ flags, effects }: Judgement): Anomaly[] {
  const ids = new Set(flags.map((flag) => flag.anomaly));
  return effects.flatMap((effect) => (effect.thing === 'anomaly' && effect.after && ids.has(effect.key) ? [effect.after] : []));
}
