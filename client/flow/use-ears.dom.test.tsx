import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { RawScan } from '../../shared/wire/envelope.ts';
import type { ViewChange } from '../../shared/wire/feed.ts';
import { PICK } from '../floor/floor-flows.ts';
import { aReadyPhone } from '../local/a-phone.contract.ts';
import { paperFeed } from '../local/paper-feed.contract.ts';
import { setThisPhone } from '../local/phone.ts';
import { lotOf, masters, PEAS, TODAY } from '../local/small-store.contract.ts';
import { WordsProvider } from '../ui/words.tsx';
import { useEars } from './use-ears.ts';

/** The site, with a location number. */
function atGln(gln: string): ViewChange {
  const [site] = masters();
  if (site?.thing !== 'site' || !site.after) throw new Error('no site');
  return { ...site, after: { ...site.after, gln } };
}

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

  it.each([
    ['address', 'https://other.example/b/A-01-1', 'other.example'],
    ['address, in the long form', 'https://other.example/414/9501101530003/254/A-01-1', 'other.example'],
    ['location number', `https://${location.host}/414/9501101530003/254/A-01-1`, '9501101530003'],
    ['badge', 'https://other.example/q/w/ACD234', 'other.example'],
  ])('of a code that another site printed is no answer: %s', async (how, code, site) => {
    const feed = paperFeed();
    if (how === 'location number') feed.add([atGln('9506000134369')]);
    setThisPhone((await aReadyPhone(feed)).phone);
    const { scan, hear, complaint } = listening();
    scan(code);
    expect(await complaint()).toBe(`This code belongs to another site: ${site}`);
    expect(hear).not.toHaveBeenCalled();
  });

  it.each([
    ['in the short form', `http://${location.host}/b/A-01-1`],
    ["by this site's location number, whatever address is on it", 'https://other.example/414/9506000134369/254/A-01-1'],
  ])('of a bin of this site is an answer %s', async (_, code) => {
    const feed = paperFeed();
    feed.add([atGln('9506000134369')]);
    setThisPhone((await aReadyPhone(feed)).phone);
    const { scan, hear } = listening();
    scan(code);
    await waitFor(() => expect(hear).toHaveBeenCalledWith({ kind: 'bin', bin: 'A-01-1', end: 'from' }, expect.anything()));
  });

  it('that cannot be read is told with its fault and its place', async () => {
    const { scan, complaint } = listening();
    setThisPhone((await aReadyPhone()).phone);
    scan('0109506000134353', { symbology: ']d2' });
    expect(await complaint()).toBe('The check digit does not fit: look at character 16');
  });

  it('that is a label typed off with a slip is told by the checks of the label', async () => {
    setThisPhone((await aReadyPhone()).phone);
    const { ears } = listening();
    const fault = { text: 'No such day or time: look at character 25', position: 25 };
    expect(await ears().onTyped('(01)09506000134352(17)261305')).toEqual(fault);
  });

  it("of a supplier's lot label is an answer, whoever printed it", async () => {
    setThisPhone((await aReadyPhone()).phone);
    const { scan, hear } = listening();
    scan(`https://supplier.example/01/${PEAS}/10/L-118`);
    await waitFor(() => expect(hear).toHaveBeenCalledWith({ kind: 'lot', lot: lotOf('L-118') }, expect.anything()));
  });
});
