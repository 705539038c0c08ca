import { render, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { at, command, lot, OnDesk, TWO_CLAIMS } from '../desk/a-desk.contract.tsx';
import type { AnomalyPage, AnomalyRow, AnomalyStep, ClaimSaid } from '../desk/answers.ts';
import { AnomalyView } from './anomaly-screen.tsx';

const OPENED: AnomalyStep = {
  what: 'opened',
  at: TWO_CLAIMS.openedAt,
  command: command(1),
  kind: 'putaway',
  workerName: 'Demo picker',
  reason: null,
};

const PUTAWAY: ClaimSaid = {
  command: command(1),
  kind: 'putaway',
  lot: lot('L-2'),
  from: 'DOCK-01',
  to: 'A-01-1',
  quantity: 5000,
  pallet: null,
};
const RECEIPT: ClaimSaid = { ...PUTAWAY, command: command(2), kind: 'receive', lot: lot('L-1'), from: null, quantity: 95_000 };

const show = (anomaly: AnomalyRow, history: AnomalyPage['history'] = [OPENED], said: AnomalyPage['said'] = [PUTAWAY, RECEIPT]) =>
  render(
    <OnDesk>
      <AnomalyView page={{ anomaly, history, said }} />
    </OnDesk>,
  );
const claims = () => within(screen.getByRole('region', { name: 'Who said what' })).getAllByRole('listitem');

describe('one anomaly', () => {
  it('shows both sides with who, when and how sure that is', () => {
    show(TWO_CLAIMS);
    const [ola, dev] = claims();
    expect(ola).toHaveTextContent('Demo pickerPutawayL-25 kgDOCK-01A-01-112:30 (±2 s)with Floor 1');
    expect(dev).toHaveTextContent('Demo dock workerReceiptL-195 kgA-01-112:29 (clock not checked)with Dock 1');
  });

  it('says what exactly does not fit, how grave it is and what to do', () => {
    const { container } = show(TWO_CLAIMS);
    expect(screen.getByRole('heading', { name: 'Two lots are claimed to stand in bin A-01-1' })).toBeVisible();
    expect(screen.getByText('Stop')).toBeVisible();
    expect(container.querySelector('[data-shape="stop"]')).not.toBeNull();
    expect(container).toHaveTextContent('Bin A-01-1 already holds lot L-1');
    expect(container).toHaveTextContent('Go to A-01-1 and say which lot is there.');
  });

  it('leads to both lots', () => {
    show(TWO_CLAIMS, [OPENED], []);
    expect(screen.getByRole('link', { name: 'L-2' })).toHaveAttribute('href', `/supervisor/lots/${encodeURIComponent(lot('L-2'))}`);
    expect(screen.getByRole('link', { name: 'L-1' })).toHaveAttribute('href', `/supervisor/lots/${encodeURIComponent(lot('L-1'))}`);
  });

  it('says where goods were picked before older ones, how much, and where the older lot stands', () => {
    const facts = { broke: 'older-lot-first', lot: lot('L-2'), expected: lot('L-1'), bin: 'A-02-1', expiryOn: '2026-11-23' };
    const { container } = show(
      { ...TWO_CLAIMS, code: 'fefo-skipped', facts, claims: TWO_CLAIMS.claims.slice(0, 1) },
      [OPENED],
      [{ ...PUTAWAY, kind: 'pick', from: 'A-01-1', to: 'STAGE-1' }],
    );
    expect(container.querySelector('.facts')).toHaveTextContent(
      'LotL-2ItemGarden peasQuantity5 kgPicked fromA-01-1The other lotL-1stands inA-02-1',
    );
  });

  it('counts what was found in the item’s own unit', () => {
    const { container } = show({
      ...TWO_CLAIMS,
      code: 'count-variance',
      severity: 'warn',
      facts: { book: 12_500, found: 12_000, variance: -500 },
    });
    expect(container).toHaveTextContent('On the books: 12.5 kg. Found: 12 kg.');
  });

  it('names nobody when the timed check found it', () => {
    const { container } = show(
      { ...TWO_CLAIMS, code: 'stuck-pallet', severity: 'warn', claims: [], facts: { windowHours: 48, quantity: 5 } },
      [{ ...OPENED, command: null, kind: null, workerName: null }],
    );
    expect(container).toHaveTextContent('Nobody’s scan: the timed check found it.');
    expect(container).toHaveTextContent('Allowed there: 2 d.');
    expect(screen.getByRole('region', { name: 'History' })).toHaveTextContent('timed check');
  });

  it('says what settled it when nobody closed it', () => {
    const { container } = show({ ...TWO_CLAIMS, closedAt: at('2026-11-20T11:50:00Z'), closedReason: 'late-arrival' });
    expect(container).toHaveTextContent('Closed: a scan that came in late explains it');
  });

  it('keeps the reason it was closed with', () => {
    const closedAt = at('2026-11-20T11:50:00Z');
    const closed: AnomalyStep = {
      what: 'closed',
      at: closedAt,
      command: command(3),
      kind: 'close-anomaly',
      workerName: 'Demo supervisor',
      reason: 'L-1 is there',
    };
    const { container } = show({ ...TWO_CLAIMS, closedAt, closedReason: 'L-1 is there' }, [OPENED, closed]);
    expect(container).toHaveTextContent('Closed: L-1 is there');
    expect(screen.getByRole('region', { name: 'History' })).toHaveTextContent('Closed12:50 · Demo supervisor · Anomaly closedL-1 is there');
  });
});
