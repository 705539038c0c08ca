import './anomaly.css';
import { useState } from 'react';
import { can } from '../../shared/domain/access/matrix.ts';
import { Answered } from '../desk/answered.tsx';
import type { AnomalyPage } from '../desk/answers.ts';
import { useDesk } from '../desk/desk.ts';
import { DeskPage } from '../desk/desk-page.tsx';
import { useAnswer } from '../desk/use-answer.ts';
import { useTelling } from '../desk/use-telling.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Panel } from '../ui/panel.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useWords } from '../ui/words.tsx';
import { Facts } from './anomaly-facts.tsx';
import { Claims, History } from './anomaly-history.tsx';
import { readAnomaly } from './reads.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { settledText } from './settled.ts';
import { SeveritySign } from './severity-sign.tsx';

/** One disagreement: what does not fit, who said what, and what has been done about it. */
export function AnomalyScreen({ id }: { id: string }) {
  const words = useWords();
  const { roles } = useDesk();
  const reading = useAnswer(readAnomaly, id);
  const [isClosing, setClosing] = useState(false);
  const isOpen = reading.value?.anomaly.closedAt === null;
  const done = () => {
    setClosing(false);
    reading.again();
  };
  return (
    <DeskPage
      title={words.say('anomaly-page.title')}
      actions={
        isOpen &&
        can(roles, 'resolve-anomaly') && (
          <Button tone="primary" size="compact" icon="tick" onClick={() => setClosing(true)}>
            {words.say('anomaly-page.close')}
          </Button>
        )
      }
    >
      <Answered reading={reading}>{(page) => (page ? <AnomalyView page={page} /> : <Unknown />)}</Answered>
      {isClosing && (
        <ReasonDialog
          title={words.say('anomaly-page.close-title')}
          about={words.say('anomaly-page.close-about')}
          act={words.say('anomaly-page.close')}
          draftOf={(reason) => ({ kind: 'close-anomaly', payload: { anomaly: id, reason }, scans: [] })}
          onDone={done}
          onClose={() => setClosing(false)}
        />
      )}
    </DeskPage>
  );
}

export function AnomalyView({ page }: { page: AnomalyPage }) {
  const { anomaly, history } = page;
  const words = useWords();
  const telling = useTelling();
  const { title, todo } = telling.anomaly(anomaly);
  const detail = telling.detail(anomaly);
  return (
    <>
      <section className={`anomaly-head severity-${anomaly.severity}`}>
        <SeveritySign severity={anomaly.severity} />
        <h2>
          <Sentence text={title} />
        </h2>
        {detail && (
          <p>
            <strong>
              <Sentence text={detail} />
            </strong>
          </p>
        )}
        <p>
          {anomaly.closedAt === null ? (
            <Sentence text={todo} />
          ) : (
            words.say('anomalies.closed-with', { reason: settledText(anomaly.closedReason, words) })
          )}
        </p>
      </section>
      <Facts page={page} />
      <div className="two-columns">
        <Panel title={words.say('anomalies.claims')}>
          <Claims page={page} />
        </Panel>
        <Panel title={words.say('anomaly-page.history')}>
          <History steps={history} />
        </Panel>
      </div>
    </>
  );
}

function Unknown() {
  const words = useWords();
  return (
    <EmptyState icon="search" title={words.say('anomaly-page.unknown')}>
      {words.say('anomaly-page.unknown-hint')}
    </EmptyState>
  );
}
