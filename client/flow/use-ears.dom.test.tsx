import 'fake-indexeddb/auto';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RawScan } from '../../shared/wire/envelope.ts';
import { PICK } from '../floor/floor-flows.ts';
import { aReadyPhone } from '../local/a-phone.contract.ts';
import { setThisPhone } from '../local/phone.ts';
import { TODAY } from '../local/small-store.contract.ts';
import { WordsProvider } from '../ui/words.tsx';
import { useEars } from './use-ears.ts';

afterEach(() => setThisPhone(null));

function listening() {
  const hear = vi.fn(() => true);
  const wrapper = ({ children }: { children: ReactNode }) => <WordsProvider language="en">{children}</WordsProvider>;
  const listener = { flow: PICK, slot: 'lot', roles: ['picker'], today: TODAY, hear, command: () => {} } as const;
  const { result } = renderHook(() => useEars(listener), { wrapper });
  const scan = (raw: string, part: Partial<RawScan> = {}) =>
    act(() => result.current.onScan({ raw, symbology: null, via: 'camera', ...part }));
  const complaint = async () => {
    await waitFor(() => expect(result.current.complaint).not.toBeNull());
    return result.current.complaint;
  };
  return { hear, scan, complaint, ears: () => result.current };
}

describe('a scan', () => {
  it('that could not be looked at is told, not swallowed', async () => {
    const { scan, complaint } = listening();
    scan('A-01-1');
    expect(await complaint()).toBe('That did not work: try again');
  });

  it('of a bin this phone knows is an answer', async () => {
    setThisPhone((await aReadyPhone()).phone);
    const { scan, hear } = listening();
    scan('A-01-1');
    await waitFor(() => expect(hear).toHaveBeenCalledWith({ kind: 'bin', bin: 'A-01-1', end: 'from' }, expect.anything()));
  });
});
