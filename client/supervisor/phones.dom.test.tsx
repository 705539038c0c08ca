import { render, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { at, NOW, OnDesk } from '../desk/a-desk.contract.tsx';
import type { BoardPhone } from '../desk/answers.ts';
import { phone } from './a-phone.contract.ts';
import { needsAttention, needsOf } from './phone-needs.ts';
import { DeviceBoard } from './phones-screen.tsx';

const show = (phones: readonly BoardPhone[]) =>
  render(
    <OnDesk>
      <DeviceBoard phones={phones} />
    </OnDesk>,
  );
const early = at('2026-11-20T09:14:00Z');

beforeEach(() => history.replaceState(null, '', '/supervisor/phones'));

describe('the device board', () => {
  it('cries out for scans we have not received, and says where they were last heard of', () => {
    show([phone({ held: 14, seenAt: early, oldestAt: at('2026-11-20T08:00:00Z') })]);
    const alert = screen.getByRole('alert');
    expect(alert).toHaveTextContent('Android Chrome (Ana) holds 14 scans we have not received');
    expect(alert).toHaveTextContent('Last heard of 10:14. Bring it to the network, or let another phone carry its scans.');
  });

  it('tells of every phone what it last said of itself', () => {
    show([
      phone({ id: 'd-2', held: 3, seenAt: early, oldestAt: at('2026-11-20T08:00:00Z'), clockOff: 3 * 3_600_000, persisted: false }),
      phone({}),
    ]);
    const [, worst, fine] = within(screen.getByRole('table')).getAllByRole('row');
    expect(worst).toHaveTextContent(
      'Android ChromeAnaholds scanssilentscans not safeclock wrong34 h10:14Version 1.0.03 h slowmay lose them',
    );
    expect(fine).toHaveTextContent('Android ChromeAnanothing012:59Version 1.0.0rightyes');
    expect(screen.getAllByRole('alert')).toHaveLength(1);
  });

  it('says so when nobody has signed in on any', () => {
    show([]);
    expect(screen.getByText('No phone yet')).toBeVisible();
  });
});

describe('the phones to look after', () => {
  it('are those that need something, also storage a browser may delete', () => {
    show([phone({}), phone({ id: 'd-2', persisted: false }), phone({ id: 'd-3', clockOff: 400_000 })]);
    expect(screen.getByText(/2 of them are to be looked after/)).toBeVisible();
  });

  it.each<[string, Partial<BoardPhone>, boolean]>([
    ['one in good order', {}, false],
    ['one whose browser may delete its scans', { persisted: false }, true],
    ['one that was wiped and holds nothing any more', { wiped: true }, false],
    ['one that was wiped and still holds scans', { wiped: true, held: 2, seenAt: early }, true],
    ['one that is locked out', { revokedAt: early }, false],
  ])('%s: %j, %j', (_, some, isOne) => {
    expect(needsAttention(phone(some), NOW)).toBe(isOne);
  });
});

describe('what a phone needs', () => {
  it.each<[string, Partial<BoardPhone>, readonly string[]]>([
    ['one in good order: nothing', {}, []],
    ['one in the middle of handing in its scans: nothing', { held: 400 }, []],
    ['one that holds scans and has gone away', { held: 1, seenAt: early, onShift: false }, ['holds']],
    ['one that nobody uses is not missed', { seenAt: early, onShift: false }, []],
    ['one in use that is not heard of', { seenAt: early }, ['silent']],
    ['one whose clock is more than five minutes off, either way', { clockOff: -300_001 }, ['clock']],
    ['one that was wiped and held something', { wiped: true, held: 2, seenAt: early, persisted: false }, ['wiped', 'holds']],
    ['one that is locked out', { revokedAt: early, seenAt: early, clockOff: 400_000 }, ['revoked']],
  ])('%s', (_, some, needs) => {
    expect(needsOf(phone(some), NOW)).toEqual(needs);
  });
});
