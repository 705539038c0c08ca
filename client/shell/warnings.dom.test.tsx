import { act, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aPhone } from '../local/a-phone.contract.ts';
import { setThisPhone } from '../local/phone.ts';
import { putUnread, unreadOf } from '../queue/unread.ts';
import { Warnings } from './warnings.tsx';

let phone: Awaited<ReturnType<typeof aPhone>>;

beforeEach(async () => {
  vi.stubGlobal('isSecureContext', true);
  phone = await aPhone();
  setThisPhone(phone.phone);
});

describe('what befell a phone is said on every screen until somebody has read it', () => {
  it.each([
    ['a server that was put back', { told: 'epoch' }, 'The server went back to an older copy and forgot some scans'],
    ['a copied phone', { told: 'lane-forked' }, 'Another phone sent scans in this phone’s name'],
    ['scans its browser deleted', { lost: 2 }, '2 scans of this phone are lost'],
  ] as const)('%s', async (_, unread, sentence) => {
    render(<Warnings />);
    expect(screen.queryByText(sentence)).toBeNull();
    await act(() => putUnread(phone.outbox, unread));
    expect(screen.getByText(sentence)).toBeVisible();
    act(() => screen.getByRole('button', { name: 'OK' }).click());
    expect(screen.queryByText(sentence)).toBeNull();
    await waitFor(async () => expect(await unreadOf(phone.outbox)).toEqual({ told: null, lost: 0 }));
  });
});
