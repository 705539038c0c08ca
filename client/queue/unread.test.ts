import { expect, it } from 'vitest';
import { aPhone } from '../local/a-phone.contract.ts';
import { putUnread, unreadOf } from './unread.ts';

it('what a worker has not read yet is still there when the app is opened again, and goes once it was read', async () => {
  const { outbox } = await aPhone();
  expect(await unreadOf(outbox)).toEqual({ told: null, lost: 0 });
  await putUnread(outbox, { lost: 2 });
  await putUnread(outbox, { told: 'epoch' });
  outbox.close();
  await outbox.open();
  expect(await unreadOf(outbox)).toEqual({ told: 'epoch', lost: 2 });
  await putUnread(outbox, { lost: 0 });
  expect(await unreadOf(outbox)).toEqual({ told: 'epoch', lost: 0 });
});
