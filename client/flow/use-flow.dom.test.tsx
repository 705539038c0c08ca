import { act, renderHook, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { PICK } from '../floor/floor-flows.ts';
import { aReadyPhone } from '../local/a-phone.contract.ts';
import { setThisPhone } from '../local/phone.ts';
import { bin, lotOf, NOW } from '../local/small-store.contract.ts';
import { useFlow } from './use-flow.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }));

describe('a flow', () => {
  it('takes what is scanned while a deed is being saved for the next one', async () => {
    const { phone, outbox } = await aReadyPhone();
    setThisPhone(phone);
    const { result } = renderHook(() => useFlow(PICK, 'w-ana'));
    const scan = { raw: 'L-118', symbology: null, via: 'typed' } as const;
    act(() => void result.current.hear({ kind: 'lot', lot: lotOf('L-118'), bin: bin('A-01-1') }, scan));
    await waitFor(() => expect(result.current.stage).toBe('deed'));

    act(() => {
      result.current.confirm();
      result.current.hear({ kind: 'lot', lot: lotOf('L-200') }, { ...scan, raw: 'L-200' });
    });

    await waitFor(() => expect(result.current.round.given.lot).toBe(lotOf('L-200')));
    expect(result.current.saving).toBe(false);
    expect(result.current.round.scans.map(({ raw }) => raw)).toEqual(['L-200']);
    expect((await outbox.commands.toArray()).map(({ body }) => body.payload)).toMatchObject([{ lot: lotOf('L-118'), from: 'A-01-1' }]);
  });
});
