import { courierSignatureText, headSignatureText } from '../../shared/wire/canonical.ts';
import type { Push } from '../../shared/wire/push.ts';
import { badField } from '../api/field-error.ts';
import type { People, PhoneKey } from './people.ts';

/**
 * The phone whose lane a push is for, let in by its own signature over the lane's head. A courier only brings what that
 * phone signed when it handed it over; it signs for the bringing, so that it is known who did.
 */
export function letIn(people: People, push: Push): PhoneKey {
  const phone = people.phoneKey(push.deviceId);
  if (!phone) throw badField('deviceId', 'this server does not know this phone: sign in on it again', 'FORBIDDEN');
  const text = headSignatureText(push.lane, push.headSeq, push.head);
  if (!phone.isSigned(text, push.sig)) throw badField('sig', 'is not this phone’s signature over its lane’s head', 'FORBIDDEN');
  if (push.courier) checkCourier(people, push, push.courier);
  return phone;
}

function checkCourier(people: People, push: Push, courier: NonNullable<Push['courier']>): void {
  const phone = people.phoneKey(courier.deviceId);
  if (!phone || phone.revoked) throw badField('courier.deviceId', 'is not a phone of this site', 'FORBIDDEN');
  if (!phone.isSigned(courierSignatureText(courier.deviceId, push), courier.sig)) {
    throw badField('courier.sig', 'is not this phone’s signature over what it brings', 'FORBIDDEN');
  }
  if (push.lost) throw badField('lost', 'only the phone itself can say what it lost');
}
