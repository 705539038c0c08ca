import { act, fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { showQueue } from '../queue/queue-state.ts';
import { type Read, useAnswer } from './use-answer.ts';

/** A server that answers what it is asked, until its line is cut. */
function server() {
  const line = { isCut: false, asked: 0 };
  const read: Read<string, string> = async (question) => {
    line.asked += 1;
    if (line.isCut) throw new Error('cut');
    return `${question} ${line.asked}`;
  };
  return { line, read };
}

function Page({ read, question }: { read: Read<string, string>; question: string }) {
  const { value, failure, again } = useAnswer(read, question);
  return (
    <button type="button" onClick={again}>
      {value ?? 'nothing'} / {failure?.kind ?? 'well'}
    </button>
  );
}

describe('asking the server', () => {
  it('asks again by itself when there is news of the ledger', async () => {
    const { read } = server();
    render(<Page read={read} question="lots" />);
    await screen.findByText('lots 1 / well');
    showQueue({ dataAsOf: 1 });
    await screen.findByText('lots 2 / well');
  });

  it('asks at once for the first news and once for all that follow closely, the last among them', async () => {
    const { line, read } = server();
    render(<Page read={read} question="lots" />);
    await screen.findByText('lots 1 / well');
    showQueue({ dataAsOf: 10 });
    await screen.findByText('lots 2 / well');
    for (const dataAsOf of [11, 12, 13, 14]) act(() => showQueue({ dataAsOf }));
    await screen.findByText('lots 3 / well', {}, { timeout: 4000 });
    expect(line.asked).toBe(3);
  });

  it('keeps the last answer while it cannot ask again', async () => {
    const { line, read } = server();
    render(<Page read={read} question="lots" />);
    await screen.findByText('lots 1 / well');
    line.isCut = true;
    fireEvent.click(screen.getByRole('button'));
    await screen.findByText('lots 1 / unreachable');
    line.isCut = false;
    fireEvent.click(screen.getByRole('button'));
    await screen.findByText('lots 3 / well');
  });

  it('never shows the answer to one question under another', async () => {
    const { line, read } = server();
    const { rerender } = render(<Page read={read} question="lots" />);
    await screen.findByText('lots 1 / well');
    line.isCut = true;
    rerender(<Page read={read} question="bins" />);
    expect(await screen.findByText('nothing / unreachable')).toBeVisible();
  });
});
