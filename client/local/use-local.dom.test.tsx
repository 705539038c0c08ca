import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aReadyPhone } from './a-phone.contract.ts';
import { setThisPhone } from './phone.ts';
import { binsOf, lotsNumbered, siteOf } from './questions.ts';
import { aLot, lotChange, lotOf } from './small-store.contract.ts';
import { fromView, useLocal } from './use-local.ts';

async function atWork() {
  const ready = await aReadyPhone();
  setThisPhone(ready.phone);
  return ready;
}

describe('a question to the copy of the stock', () => {
  it('is answered although the browser has killed the connection, also when several are asked at once', async () => {
    const { view } = await atWork();
    view.backendDB().close();
    const answers = await Promise.all([fromView(siteOf), fromView(siteOf), fromView(binsOf), fromView(siteOf)]);
    expect(answers).not.toContain(null);
  });

  it('is answered after opening it anew when the browser never answers, also when several wait', async () => {
    const { view, disk } = await atWork();
    const open = disk.indexedDB.open.bind(disk.indexedDB);
    view.close({ disableAutoOpen: false });
    disk.indexedDB.open = () => {
      disk.indexedDB.open = open;
      return new (class extends EventTarget {})() as ReturnType<typeof open>;
    };
    const answers = await Promise.all([fromView(siteOf), fromView(siteOf), fromView(binsOf), fromView(siteOf)]);
    expect(answers).not.toContain(null);
  });

  it('is answered with nothing when the copy cannot be read', async () => {
    const { view, disk } = await atWork();
    view.backendDB().close();
    disk.indexedDB.open = () => {
      throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
    };
    expect(await fromView(siteOf)).toBeNull();
  });

  it('is answered again by itself when the stock changes, also after the connection was lost', async () => {
    const { view, feed, pull } = await atWork();
    view.backendDB().close();
    const { result } = renderHook(() => useLocal((of) => lotsNumbered(of, aLot(lotOf('L-300'), null).number), []));
    await waitFor(() => expect(result.current).toEqual([]));
    feed.add([lotChange(aLot(lotOf('L-300'), '2027-01-31'))]);
    await act(pull);
    await waitFor(() => expect(result.current).toHaveLength(1));
  });
});
