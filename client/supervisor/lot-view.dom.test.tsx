import { render, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../shared/domain/access/matrix.ts';
import type { LotStatus } from '../../shared/domain/lots/lot.ts';
import { at, bin, command, lot, OnDesk, TWO_CLAIMS } from '../desk/a-desk.contract.tsx';
import type { LotPage } from '../desk/answers.ts';
import { lifeEvent, lotPage } from './a-lot.contract.ts';
import { LotView } from './lot-screen.tsx';

const show = (page: LotPage, roles: readonly Role[] = ['supervisor']) =>
  render(
    <OnDesk roles={roles}>
      <LotView page={page} onDecided={() => {}} />
    </OnDesk>,
  );
const steps = () => within(screen.getByRole('region', { name: 'Life line' })).getAllByRole('listitem');
const withStatus = (status: LotStatus) => lotPage({ lot: { ...lotPage().lot, status, holdReason: 'Broken seal' } });

describe('what was done to a lot', () => {
  it('is told in order, with who, where, how much and how sure the time is', () => {
    const putaway = lifeEvent({
      command: command(2),
      kind: 'putaway',
      workerName: 'Demo picker',
      deviceName: 'Floor 1',
      occurredAt: at('2026-11-20T09:00:00Z'),
      error: null,
      booked: [
        { place: 'bin', bin: bin('DOCK-01'), pallet: '', change: -95_000 },
        { place: 'bin', bin: bin('A-01-1'), pallet: '', change: 95_000 },
      ],
    });
    show(lotPage({ life: [lifeEvent(), putaway] }));
    const [first, second] = screen.getAllByText(/^(Receipt|Putaway)$/).map((kind) => kind.closest('.life-step'));
    expect(first).toHaveTextContent('08:00 (±2 s) · Demo dock worker · Dock 1');
    expect(first).toHaveTextContent('+95 kg');
    expect(second).toHaveTextContent('10:00 (clock not checked) · Demo picker · Floor 1');
    expect(second).toHaveTextContent('−95 kgDOCK-01');
    expect(second).toHaveTextContent('+95 kgA-01-1');
  });

  it('leads from a step that does not fit to its anomaly', () => {
    const { id, facts, severity } = TWO_CLAIMS;
    const event = lifeEvent();
    const verdict = {
      ...event.verdict,
      outcome: 'flagged' as const,
      flags: [{ code: 'bin-conflict' as const, severity, anomaly: id, facts }],
    };
    show(lotPage({ life: [{ ...event, verdict }], anomalies: [TWO_CLAIMS] }, 'L-2'));
    expect(screen.getByText('does not fit')).toBeVisible();
    const [link] = screen.getAllByRole('link', { name: 'Two lots are claimed to stand in bin A-01-1' });
    expect(link).toHaveAttribute('href', `/supervisor/anomalies/${encodeURIComponent(id)}`);
  });

  it('says when the phone had said STOP, and when a report came late', () => {
    show(lotPage({ life: [lifeEvent({ told: { outcome: 'stop', codes: [] }, receivedAt: at('2026-11-20T11:00:00Z') })] }));
    expect(screen.getByText('The phone had said STOP.')).toBeVisible();
    expect(screen.getByText('Reached the server at 12:00')).toBeVisible();
  });

  it('tells why a report was kept without effect', () => {
    const event = lifeEvent({ booked: [], said: { from: 'A-01-1', to: null, quantity: 5, reason: null } });
    const broke = { code: 'lot-held' as const, lot: lot('L-1'), reason: 'Broken seal' };
    show(lotPage({ life: [{ ...event, verdict: { ...event.verdict, outcome: 'parked', broke } }] }));
    expect(screen.getByText('kept for a supervisor')).toBeVisible();
    expect(screen.getByText(/on hold: Broken seal/)).toBeVisible();
  });

  it('calls an act of a newer version by its own name', () => {
    show(lotPage({ life: [lifeEvent({ kind: 'repack' })] }));
    expect(screen.getByText('repack')).toBeVisible();
  });

  it('says so when nobody ever scanned the lot', () => {
    show(lotPage({ life: [] }));
    expect(screen.getByText('No scan of this lot yet')).toBeVisible();
  });
});

describe('where a lot went', () => {
  const gone = { destination: 'Shop 12', shipment: 'S-7', carrier: 'Lowland' };

  it('stands in the step of its dispatch', () => {
    show(lotPage({ life: [lifeEvent({ kind: 'dispatch', ...gone })] }));
    expect(steps()[0]).toHaveTextContent('Destination: Shop 12 · Shipment: S-7 · Carrier: Lowland');
  });

  it('is said to be unknown when nobody named it', () => {
    show(lotPage({ life: [lifeEvent({ kind: 'dispatch' })] }));
    expect(steps()[0]).toHaveTextContent('Destination: nobody said');
  });

  it('says who sent returned goods back', () => {
    show(lotPage({ life: [lifeEvent({ kind: 'return', customer: 'Shop 12' })] }));
    expect(steps()[0]).toHaveTextContent('Came back from: Shop 12');
  });

  it('is listed for a recall, with how much and when', () => {
    show(lotPage({ dispatched: [{ command: command(7), ...gone, quantity: 40_000, at: at('2026-11-20T11:00:00Z') }] }));
    const [line] = within(screen.getByRole('region', { name: 'Where it went' })).getAllByRole('listitem');
    expect(line).toHaveTextContent('Shop 1240 kg12:00 · shipment S-7 · by Lowland');
  });

  it('has no panel while nothing of it has left', () => {
    show(lotPage());
    expect(screen.queryByRole('region', { name: 'Where it went' })).toBeNull();
  });
});

describe('why a lot is on hold', () => {
  it.each([
    ['Broken seal', 'Reason: Broken seal'],
    ['duplicate-lot-number', 'Reason: Lot number of L-1 is already used by another item'],
  ])('%s', (holdReason, said) => {
    const { container } = show(lotPage({ lot: { ...lotPage().lot, status: 'hold', holdReason } }));
    expect(container.querySelector('.lot-card')).toHaveTextContent(said);
  });
});

describe('the mass balance of a lot', () => {
  it('is in order when everything is here or gone', () => {
    show(lotPage());
    expect(screen.getByRole('row', { name: 'Unaccounted for 0 kg' })).toHaveClass('tone-text-ok');
  });

  it('stands out when something is missing', () => {
    show(lotPage({ balance: { cameIn: 95_000, wentOut: 40_000, onHand: 50_000, unaccounted: 5000 } }));
    expect(screen.getByRole('row', { name: 'Unaccounted for 5 kg' })).toHaveClass('tone-text-stop');
  });
});

describe('what may be decided about a lot', () => {
  it.each([
    ['available', ['Hold', 'Recall']],
    ['hold', ['Release', 'Recall']],
    ['closed', ['Recall']],
    ['recalled', []],
  ] as const)('%s: %j', (status, decisions) => {
    show(withStatus(status));
    expect(screen.queryAllByRole('button').map((button) => button.textContent)).toEqual(decisions);
  });

  it('is not offered to an auditor, who may still read', () => {
    show(lotPage(), ['auditor']);
    expect(screen.queryAllByRole('button')).toEqual([]);
    expect(screen.queryByRole('link', { name: 'Print its label' })).toBeNull();
    expect(steps()).not.toHaveLength(0);
  });

  it('prints the label of this very lot', () => {
    show(lotPage({}, 'A/B&c'));
    const label = screen.getByRole('link', { name: 'Print its label' });
    expect(new URL(label.getAttribute('href') ?? '', 'https://store.test').searchParams.get('lot')).toBe('09521000000018/A/B&c');
  });
});

it('a lot number that looks like markup stays text', () => {
  const { container } = show(lotPage({}, '<script>x</script>'));
  expect(screen.getByText('<script>x</script>')).toBeVisible();
  expect(container.querySelector('script')).toBeNull();
});
