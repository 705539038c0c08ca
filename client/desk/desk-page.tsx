import './desk-page.css';
import type { ReactNode } from 'react';
import { type Capability, can } from '../../shared/domain/access/matrix.ts';
import type { IconName } from '../ui/icon.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { useWords } from '../ui/words.tsx';
import { useDesk } from './desk.ts';

const PLACES = [
  { href: '/supervisor', name: 'desk.today', icon: 'bell', needs: 'read-everything' },
  { href: '/supervisor/anomalies', name: 'desk.anomalies', icon: 'inbox', needs: 'read-everything' },
  { href: '/supervisor/lots', name: 'desk.lots', icon: 'list', needs: 'read-everything' },
  { href: '/supervisor/stuck', name: 'desk.stuck', icon: 'clock', needs: 'read-everything' },
  { href: '/supervisor/phones', name: 'desk.phones', icon: 'phone', needs: 'read-everything' },
  { href: '/supervisor/find', name: 'desk.find', icon: 'search', needs: 'read-everything' },
  { href: '/admin', name: 'home.admin', icon: 'settings', needs: 'manage-master-data' },
  { href: '/floor', name: 'desk.floor', icon: 'scan', needs: 'move-stock' },
  { href: '/settings', name: 'home.settings', icon: 'person', needs: 'read-floor' },
] as const satisfies readonly { href: string; name: string; icon: IconName; needs: Capability }[];

/** One page of the desk among the places whoever looks at it may go to. */
export function DeskPage({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  const words = useWords();
  const { roles } = useDesk();
  const places = PLACES.filter(({ needs }) => can(roles, needs)).map(({ href, name, icon }) => ({ href, label: words.say(name), icon }));
  return (
    <PageFrame title={title} places={places} actions={actions}>
      {children}
    </PageFrame>
  );
}
