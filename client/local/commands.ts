import { kindVersionOf } from '../../shared/wire/up-cast.ts';
import { answered, withHandle } from '../queue/handle.ts';
import type { OutboxDatabase } from '../queue/outbox-database.ts';
import type { Draft, ReportBody, Told } from '../queue/report-body.ts';
import { mintCommandId } from '../queue/uuid-v7.ts';
import type { Phone } from './phone.ts';
import { metaOf } from './view-database.ts';

type Basis = ReportBody['basis'];
const NO_BASIS: Basis = { epoch: '', rev: 0 };

/** Makes a draft a whole command: who, on which phone, when, and knowing what. Nobody on shift: throws, screens do not offer it. */
export async function bodyOf(phone: Phone, draft: Draft, told: Told): Promise<ReportBody> {
  const { outbox } = phone;
  const [device, shift] = await withHandle(outbox, () => whoAndWhere(outbox));
  if (!shift || !device?.deviceId) throw new Error(shift ? 'this phone is not enrolled' : 'nobody is on shift on this phone');
  const clock = phone.clock.stamp();
  return {
    v: 1,
    id: mintCommandId(clock.wall),
    deviceId: device.deviceId,
    kindVersion: kindVersionOf(draft.kind),
    ...fitted(draft),
    actor: { worker: shift.worker, role: shift.role, session: shift.session },
    clock,
    basis: await answered(basisOf(phone)).catch(() => NO_BASIS),
    told: { outcome: told.outcome.slice(0, 20), codes: told.codes.slice(0, 20) },
  };
}

async function whoAndWhere(outbox: OutboxDatabase) {
  return outbox.transaction('r', outbox.device, outbox.shift, async () =>
    Promise.all([outbox.device.get('this'), outbox.shift.get('this')]),
  );
}

/** Nothing that can be scanned or typed may make a report the server cannot read: an endless QR code is cut to fit. */
function fitted({ override, ...draft }: Draft) {
  const reason = override?.reason.trim().slice(0, 200);
  const scans = draft.scans.slice(0, 20).map(({ raw, ...scan }) => ({ ...scan, raw: raw.slice(0, 500) }));
  return { ...draft, scans, ...(override && reason && { override: { ...override, reason } }) };
}

/** The server's state this phone knew of. A broken copy of the stock must not keep a report from being saved. */
async function basisOf(phone: Phone): Promise<Basis> {
  const view = await phone.views.current();
  const cursor = view && (await metaOf(view)).cursor;
  return cursor ? { epoch: cursor.epoch, rev: cursor.rev } : NO_BASIS;
}
