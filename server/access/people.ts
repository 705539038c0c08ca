import type { KeyObject } from 'node:crypto';
import { isSigned } from '../sync/head-signature.ts';
import type { People } from '../sync/people.ts';
import type { AccessStore } from './access-store.ts';
import { readPublicKey } from './device-key.ts';
import { cardOf } from './setup.ts';

/** People and phones as sync asks about them. A phone's key never changes, so it is parsed once. */
export function peopleOf(store: AccessStore): People {
  const keys = new Map<string, KeyObject>();
  return {
    shiftOf: (acting) => {
      const span = store.shiftSpan(acting);
      const worker = store.worker(acting.worker);
      return span && worker?.active ? { ...span, roles: worker.roles } : null;
    },
    phoneKey: (id) => {
      const device = store.device(id);
      if (!device) return null;
      const key = keys.get(id) ?? readPublicKey(device.publicKey);
      keys.set(id, key);
      return { isSigned: (text, sig) => isSigned(key, text, sig), revoked: device.revokedAt !== null };
    },
    cards: () =>
      store
        .workers()
        .map(cardOf)
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
