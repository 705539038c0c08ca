import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../queue/wire.ts';
import { NOW, OnDesk } from './a-desk.contract.tsx';
import { Answered } from './answered.tsx';
import type { Reading } from './use-answer.ts';

const OFFLINE: Failure = { kind: 'unreachable', timedOut: false };

function show(reading: Partial<Reading<string>>) {
  const tries: string[] = [];
  const whole = { value: undefined, asOf: null, failure: null, again: () => tries.push('again'), ...reading };
  render(
    <OnDesk>
      <Answered reading={whole}>{(value) => <p>{value}</p>}</Answered>
    </OnDesk>,
  );
  return tries;
}

describe('a page of the ledger', () => {
  it('says that it is reading before the first answer', () => {
    show({});
    expect(screen.getByRole('status')).toHaveTextContent('Reading the ledger');
  });

  it('offers to try again when nobody can be reached', () => {
    const tries = show({ failure: OFFLINE });
    expect(screen.getByText('No connection to the server')).toBeVisible();
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(tries).toEqual(['again']);
  });

  it('shows the number the server knows its failure by', () => {
    show({ failure: { kind: 'server', message: 'x', requestId: 'r-77' } });
    expect(screen.getByText(/r-77/)).toBeVisible();
  });

  it('asks to sign in again when the shift has ended', () => {
    show({ failure: { kind: 'session-expired' } });
    expect(screen.getByText('Your shift has ended')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeVisible();
  });

  it('repeats what the server would not do', () => {
    show({ failure: { kind: 'refused', field: null, message: 'None of your roles allows this (read-everything).' } });
    expect(screen.getByText(/None of your roles allows this/)).toBeVisible();
  });

  it('keeps the last answer when a refresh fails, and says how old it is', () => {
    show({ value: '288 lots', asOf: NOW, failure: OFFLINE });
    expect(screen.getByText('288 lots')).toBeVisible();
    expect(screen.getByText('Below is what the ledger said at 13:00.')).toBeVisible();
  });
});
