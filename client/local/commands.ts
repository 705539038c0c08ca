import { kindVersionOf } from '../../shared/wire/up-cast.ts';
import { answered, withHandle } from '../queue/handle.ts';
import type { Lane } from '../queue/lane.ts';
import { type Device, laneOf, type Shift } from '../queue/outbox-database.ts';
import type { Draft, ReportBody, Told } from '../queue/report-body.ts';
import { mintCommandId } from '../queue/uuid-v7.ts';
import type { Phone } from './phone.ts';
import { metaOf, type ViewDatabase } from './view-database.ts';

type Basis = ReportBody['basis'];
const NO_BASIS: Basis = { epoch: '', rev: 0 };

/** What a command needs to know of this phone, read at one moment. */
export interface Standing {
  readonly device: Device | undefined;
  readonly shift: Shift | undefined;
  readonly lane: Lane;
  /** The copy of the stock that answers. */
  readonly view: ViewDatabase | null;
}

export function standingOf({ outbox, views }: Phone): Promise<Standing> {
  const { device, shift, lane, settings } = outbox;
  return withHandle(outbox, () =>
    outbox.transaction('r', [device, shift, lane, settings], async () => {
      const read = [device.get('this'), shift.get('this'), laneOf(outbox), views.current().catch(() => null)] as const;
      const [itself, worker, queue, view] = await Promise.all(read);
      return { device: itself, shift: worker, lane: queue, view };
    }),
  );
}

/** Makes a draft a whole command: who, on which phone, when, and knowing what. Nobody on shift: throws, screens do not offer it. */
export async function bodyOf(phone: Phone, draft: Draft, told: Told): Promise<ReportBody> {
  const standing = await standingOf(phone);
  const basis = told.basis ?? (await answered(basisOf(standing)).catch(() => NO_BASIS));
  return { ...bareBody(phone, standing, { draft, told }), basis };
}

/** The same for an act that is only asked about: what the phone knew is said by reports alone. */
export function bareBody(phone: Phone, { device, shift }: Standing, { draft, told }: { draft: Draft; told: Told }): ReportBody {
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
    basis: NO_BASIS,
    told: { outcome: told.outcome.slice(0, 20), codes: told.codes.slice(0, 20) },
  };
}

/** Nothing that can be scanned or typed may make a report the server cannot read: an endless QR code is cut to fit. */
function fitted({ override, ...draft }: Draft) {
  const reason = override?.reason.trim().slice(0, 200);
  const scans = draft.scans.slice(0, 20).map(({ raw, ...scan }) => ({ ...scan, raw: raw.slice(0, 500) }));
  return { ...draft, scans, ...(override && reason && { override: { ...override, reason } }) };
}

/** The server's state this phone knows of. A broken copy of the stock must not keep a report from being saved. */
async function basisOf({ view }: Standing): Promise<Basis> {
  const cursor = view && (await metaOf(view)).cursor;
  return cursor ? { epoch: cursor.epoch, rev: cursor.rev } : NO_BASIS;
}
