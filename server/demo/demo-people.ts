import type { Role } from '../../shared/domain/access/matrix.ts';
import type { PhoneName } from './demo-warehouse.ts';

export interface DemoPerson {
  readonly badge: string;
  readonly pin: string;
  readonly name: string;
  readonly role: Extract<Role, 'picker' | 'dock' | 'supervisor' | 'admin'>;
  /** The phone this person used in the story. */
  readonly phone: PhoneName | null;
}

/** Their PINs are no secret: everything a demo holds is made up. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { badge: 'PICK01', pin: '402917', name: 'Demo picker', role: 'picker', phone: 'floor' },
  { badge: 'DOCK01', pin: '715380', name: 'Demo dock worker', role: 'dock', phone: 'dock' },
  { badge: 'SUPER1', pin: '926451', name: 'Demo supervisor', role: 'supervisor', phone: 'desk' },
  { badge: 'ADMIN1', pin: '380264', name: 'Demo administrator', role: 'admin', phone: null },
];
