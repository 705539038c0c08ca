import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NOON, openPaperStore, PEAS, paperPhone, taken } from '../sync/paper-phone.contract.ts';
import { openNotary } from './certificate.ts';
import { readmit } from './readmit.ts';
import { revokePhone } from './revocations.ts';
import { openSession } from './session.ts';

let paper: ReturnType<typeof openPaperStore>;
let backup: Buffer;

beforeEach(() => {
  paper = openPaperStore();
  backup = paper.store.db.serialize();
});

afterEach(() => paper.close());

/** Stops the server, puts the database back as it was before any phone was enrolled, starts it again. */
function forget(): void {
  paper.store.close();
  for (const end of ['-wal', '-shm']) rmSync(join(paper.folder, `lotkeeper.db${end}`), { force: true });
  writeFileSync(join(paper.folder, 'lotkeeper.db'), backup);
  paper = openPaperStore(paper.folder);
}

/** A phone enrolled, and Eve signed in on it; with the certificates a phone keeps. */
function enrolled() {
  const { access, notary } = paper.store;
  const phone = paperPhone(paper.store);
  const [device, eve] = [access.device(phone.deviceId), access.worker('eve')];
  if (!device || !eve) throw new Error('nobody');
  const { session } = openSession(access, eve, device, NOON);
  const { publicKey, name, registeredAt, id, registeredBy: by } = device;
  return {
    phone,
    session: session.id,
    certificates: [
      notary.certify({ kind: 'device', id, publicKey, name, registeredAt, by }),
      notary.certify({ kind: 'shift', session: session.id, worker: 'eve', device: id, at: NOON, expiresAt: session.expiresAt }),
    ],
  };
}

const present = (certificates: readonly string[]) => readmit(paper.store.access, paper.store.notary, certificates, NOON);
const acts = () => paper.store.db.prepare('SELECT act FROM access_audit ORDER BY n').pluck().all();
const hold = ({ phone, session }: ReturnType<typeof enrolled>) =>
  phone.report('hold', { lot: `${PEAS}/L-1`, reason: 'torn film' }, { worker: 'eve', role: 'supervisor', session });
const receive = ({ phone, session }: ReturnType<typeof enrolled>) =>
  phone.report('receive', { item: PEAS, lot: 'L-1', to: 'DOCK-1', quantity: 4 }, { worker: 'eve', role: 'supervisor', session });

describe('a phone enrolled after the backup', () => {
  test('is known again by its certificates, and what was done on it counts as it did', () => {
    const desk = enrolled();
    const queue = [receive(desk), hold(desk)];
    expect(taken(desk.phone.send(queue)).map(({ outcome }) => outcome)).toEqual(['recorded', 'recorded']);
    forget();
    desk.phone.moveTo(paper.store);
    expect(() => desk.phone.send(queue)).toThrow(/does not know this phone/);
    expect(present(desk.certificates)).toEqual({ devices: 1, shifts: 1 });
    expect(taken(desk.phone.send(queue)).map(({ outcome }) => outcome)).toEqual(['recorded', 'recorded']);
    expect(acts()).toEqual(['device-readmitted', 'shift-readmitted']);
  });

  test('with its enrolment alone: what was done is recorded, and flagged', () => {
    const desk = enrolled();
    forget();
    desk.phone.moveTo(paper.store);
    present(desk.certificates.slice(0, 1));
    expect(taken(desk.phone.send([receive(desk)]))[0]).toMatchObject({ outcome: 'flagged', broke: { code: 'role-not-allowed' } });
  });

  test('presents what it has as often as it likes', () => {
    const desk = enrolled();
    expect(present(desk.certificates)).toEqual({ devices: 0, shifts: 0 });
    forget();
    present(desk.certificates);
    expect(present(desk.certificates)).toEqual({ devices: 0, shifts: 0 });
  });

  test('brings no worker back: reports by one who is not known any more are recorded, flagged', () => {
    const { access, notary } = paper.store;
    const eve = access.worker('eve');
    if (!eve) throw new Error('nobody');
    access.saveWorker({ ...eve, id: 'new', badge: 'NEW777' as never });
    const desk = enrolled();
    const session = randomUUID();
    const shift = { kind: 'shift', session, worker: 'new', device: desk.phone.deviceId, at: NOON, expiresAt: NOON } as const;
    const report = desk.phone.report('receive', { item: PEAS, lot: 'L-1', to: 'DOCK-1', quantity: 4 }, { worker: 'new', session });
    forget();
    desk.phone.moveTo(paper.store);
    expect(present([...desk.certificates, notary.certify(shift)])).toEqual({ devices: 1, shifts: 1 });
    expect(taken(desk.phone.send([report]))[0]).toMatchObject({ outcome: 'flagged', effect: 'applied' });
    expect(paper.store.access.worker('new')).toBeNull();
  });

  test('a shift that comes back opens nothing', () => {
    const desk = enrolled();
    forget();
    present(desk.certificates);
    expect(paper.store.db.prepare('SELECT count(*) FROM session WHERE revoked_at IS NULL').pluck().get()).toBe(0);
  });
});

describe('a certificate that is not ours', () => {
  test('brings nobody in: torn, changed, of another key, or nonsense', () => {
    const desk = enrolled();
    const [device = ''] = desk.certificates;
    const [body = '', seal = ''] = device.split('.');
    const changed = Buffer.from(Buffer.from(body, 'base64url').toString().replace('phone', 'ph0ne')).toString('base64url');
    forget();
    expect(present(['', '.', 'x.y', body, `${changed}.${seal}`, `${device.slice(0, -2)}AA`])).toEqual({ devices: 0, shifts: 0 });
    rmSync(join(paper.folder, 'enrolment.key'));
    expect(readmit(paper.store.access, openNotary(paper.folder), [device], NOON)).toEqual({ devices: 0, shifts: 0 });
  });
});

describe('a phone revoked after the backup', () => {
  test('stays revoked, whatever it presents; what it still hands over is recorded, flagged', () => {
    const desk = enrolled();
    const report = receive(desk);
    revokePhone(paper.store, desk.phone.deviceId, { at: NOON, by: 'eve' });
    forget();
    desk.phone.moveTo(paper.store);
    expect(present(desk.certificates)).toMatchObject({ devices: 0 });
    expect(paper.store.access.device(desk.phone.deviceId)?.revokedAt).toBe(NOON);
    expect(taken(desk.phone.send([report]))[0]).toMatchObject({ outcome: 'flagged', effect: 'applied' });
  });

  test('is written down before the database says so, and a torn line costs only itself', () => {
    const [lost, sold] = [enrolled(), enrolled()];
    revokePhone(paper.store, lost.phone.deviceId, { at: NOON, by: 'eve' });
    const path = join(paper.folder, 'revoked-phones.jsonl');
    writeFileSync(path, `${readFileSync(path, 'utf8')}{"id":"torn`);
    revokePhone(paper.store, sold.phone.deviceId, { at: NOON, by: 'eve' });
    forget();
    expect(paper.store.access.devices().map(({ id, revokedAt }) => [id, revokedAt])).toEqual(
      expect.arrayContaining([
        [lost.phone.deviceId, NOON],
        [sold.phone.deviceId, NOON],
      ]),
    );
  });

  test('is written down again when only the database knew', () => {
    const desk = enrolled();
    paper.store.access.revokeDevice(desk.phone.deviceId, NOON);
    paper.store.close();
    paper = openPaperStore(paper.folder);
    expect(readFileSync(join(paper.folder, 'revoked-phones.jsonl'), 'utf8')).toContain(desk.phone.deviceId);
  });
});
