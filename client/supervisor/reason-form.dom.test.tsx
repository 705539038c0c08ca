import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { OnDesk } from '../desk/a-desk.contract.tsx';
import { ReasonForm } from './reason-dialog.tsx';
import type { Decision } from './use-decision.ts';

function show(problem: Decision['problem'] = null) {
  const decided: string[] = [];
  render(
    <OnDesk>
      <ReasonForm
        title="Hold lot L-1"
        about="Nobody is offered it."
        act="Hold"
        isBusy={false}
        problem={problem}
        onDecide={(reason) => decided.push(reason)}
        onClose={() => decided.push('closed')}
      />
    </OnDesk>,
  );
  return decided;
}

describe('a decision', () => {
  it('is not taken without a reason', () => {
    const decided = show();
    fireEvent.change(screen.getByLabelText('Reason'), { target: { value: '   ' } });
    fireEvent.click(screen.getByRole('button', { name: 'Hold' }));
    expect(decided).toEqual([]);
    expect(screen.getByRole('alert')).toHaveTextContent('Say why, so that others can follow it.');
  });

  it('is taken with its reason', () => {
    const decided = show();
    fireEvent.change(screen.getByLabelText('Reason'), { target: { value: ' Broken seal ' } });
    fireEvent.click(screen.getByRole('button', { name: 'Hold' }));
    expect(decided).toEqual(['Broken seal']);
  });

  it('says that trying again is safe when the answer got lost', () => {
    show({ kind: 'failed', failure: { kind: 'unreachable', timedOut: true } });
    expect(screen.getByRole('alert')).toHaveTextContent('Press again: it is never booked twice.');
  });

  it('says why the ledger refused it', () => {
    show({ kind: 'refused', broke: { code: 'role-not-allowed', role: 'picker', kind: 'hold' } });
    expect(screen.getByRole('alert')).toHaveTextContent(/role/i);
  });
});
