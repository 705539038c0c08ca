import './lot.css';
import { useState } from 'react';
import { can } from '../../shared/domain/access/matrix.ts';
import type { AnomalyCode } from '../../shared/domain/anomalies/anomaly.ts';
import { WEIGHTS } from '../../shared/domain/anomalies/severity.ts';
import { type LotKey, lotNumberOf, parseLotKey } from '../../shared/domain/lots/ids.ts';
import type { Lot } from '../../shared/domain/lots/lot.ts';
import { Answered } from '../desk/answered.tsx';
import type { LotPage } from '../desk/answers.ts';
import { useDesk } from '../desk/desk.ts';
import { DeskPage } from '../desk/desk-page.tsx';
import { useAnswer } from '../desk/use-answer.ts';
import { type Telling, useTelling } from '../desk/use-telling.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { LotCard } from '../ui/lot-card.tsx';
import { Panel } from '../ui/panel.tsx';
import { useWords } from '../ui/words.tsx';
import { AnomalyItems } from './anomaly-items.tsx';
import { FindForm } from './find-form.tsx';
import { LifeLine } from './life-line.tsx';
import { LotBalance } from './lot-balance.tsx';
import { LotDispatched } from './lot-dispatched.tsx';
import { LotRecord } from './lot-record.tsx';
import { LotStock } from './lot-stock.tsx';
import { decisionsOn, type QualityDecision } from './quality-decision.ts';
import { readLot } from './reads.ts';
import { ReasonDialog } from './reason-dialog.tsx';

/** Everything the ledger knows of one lot, and what a supervisor may decide about it. */
export function LotScreen({ named }: { named: string }) {
  const words = useWords();
  const lot = parseLotKey(named);
  return (
    <DeskPage title={words.say('lot-page.title', { lot: lot ? lotNumberOf(lot) : named })} actions={<FindForm />}>
      {lot ? <LotOnRecord lot={lot} /> : <UnknownLot lot={named} />}
    </DeskPage>
  );
}

function LotOnRecord({ lot }: { lot: LotKey }) {
  const reading = useAnswer(readLot, lot);
  return (
    <Answered reading={reading}>{(page) => (page ? <LotView page={page} onDecided={reading.again} /> : <UnknownLot lot={lot} />)}</Answered>
  );
}

export function LotView({ page, onDecided }: { page: LotPage; onDecided: () => void }) {
  const words = useWords();
  const telling = useTelling();
  const { lot, item, today, balance, anomalies, life } = page;
  const open = anomalies.filter((anomaly) => anomaly.closedAt === null);
  const card = { ...lot, itemName: item?.name ?? lot.gtin };
  return (
    <div className="lot-page">
      <div className="lot-page-side">
        <LotCard lot={card} today={today} soonDays={item?.expiringSoonDays ?? 0} quantity={telling.quantity(balance.onHand, item)}>
          {lot.holdReason && (
            <p>
              <span className="quiet">{words.say('lot-page.reason')}</span> {holdText(lot, lot.holdReason, telling)}
            </p>
          )}
        </LotCard>
        <Actions page={page} onDecided={onDecided} />
        {open.length > 0 && (
          <Panel title={words.say('lot-page.anomalies')}>
            <AnomalyItems rows={open} />
          </Panel>
        )}
        <LotStock page={page} />
        <LotDispatched page={page} />
        <LotBalance page={page} />
        <LotRecord page={page} />
      </div>
      <Panel title={words.say('lot-page.life')}>
        <LifeLine events={life} lot={lot} item={item} anomalies={anomalies} />
      </Panel>
    </div>
  );
}

/** A lot the rules themselves put on hold bears the anomaly's code for a reason. */
function holdText({ key, gtin }: Pick<Lot, 'key' | 'gtin'>, reason: string, telling: Telling): string {
  return isAnomalyCode(reason) ? telling.anomaly({ code: reason, facts: {}, lot: key, item: gtin, bin: null }).title : reason;
}

function isAnomalyCode(text: string): text is AnomalyCode {
  return Object.hasOwn(WEIGHTS, text);
}

function Actions({ page: { lot }, onDecided }: { page: LotPage; onDecided: () => void }) {
  const words = useWords();
  const { roles } = useDesk();
  const [decision, setDecision] = useState<QualityDecision | null>(null);
  const done = () => {
    setDecision(null);
    onDecided();
  };
  return (
    <div className="lot-actions">
      {can(roles, 'decide-quality') &&
        decisionsOn(lot).map((each) => (
          <Button key={each.kind} size="compact" icon={each.icon} tone={each.isGrave ? 'stop' : 'plain'} onClick={() => setDecision(each)}>
            {words.say(`lot-page.${each.kind}`)}
          </Button>
        ))}
      {can(roles, 'print-labels') && (
        <a
          className={buttonClass({ size: 'compact' })}
          href={`/labels/lots?${new URLSearchParams({ lot: lot.key })}`}
          target="_blank"
          rel="noreferrer"
        >
          <Icon name="print" />
          {words.say('lot-page.label')}
        </a>
      )}
      {decision && (
        <ReasonDialog
          title={words.say(`lot-page.${decision.kind}-title`, { lot: lot.number })}
          about={words.say(`lot-page.${decision.kind}-about`)}
          act={words.say(`lot-page.${decision.kind}`)}
          isGrave={decision.isGrave}
          draftOf={(reason) => decision.draftOf(lot.key, reason)}
          onDone={done}
          onClose={() => setDecision(null)}
        />
      )}
    </div>
  );
}

function UnknownLot({ lot }: { lot: string }) {
  const words = useWords();
  return (
    <EmptyState icon="search" title={words.say('lot-page.unknown')}>
      {words.say('lot-page.unknown-hint', { lot })}
    </EmptyState>
  );
}
