import { expect, it } from 'vitest';
import { enqueue } from '../queue/enqueue.ts';
import { sighting } from '../queue/paper-server.contract.ts';
import { aReadyPhone } from './a-phone.contract.ts';

it('a disk too full for any note still loses its copy of the stock before a scan', async () => {
  const { phone, outbox, disk } = await aReadyPhone();
  const names = async () => (await disk.indexedDB.databases()).map(({ name }) => name);
  expect(await names()).toContain('view-3-a');
  let isFull = true;
  const full = () => {
    if (isFull) throw new DOMException('no room', 'QuotaExceededError');
  };
  outbox.settings.hook('creating', full);
  outbox.settings.hook('updating', full);
  outbox.commands.hook('creating', full);
  const makeRoom = async () => {
    await phone.views.dropAll();
    isFull = (await names()).includes('view-3-a');
  };
  expect(await enqueue(outbox, sighting(), { makeRoom })).toMatchObject({ seq: 1 });
});
