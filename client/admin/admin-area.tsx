import './admin.css';
import { can } from '../../shared/domain/access/matrix.ts';
import { DeskContext } from '../desk/desk.ts';
import { NotAllowed } from '../desk/no-page.tsx';
import { useDeskOf } from '../desk/use-desk-of.ts';
import type { Shift } from '../queue/outbox-database.ts';
import { AdminScreen } from './admin-screen.tsx';

/** Administration is one page. */
export function AdminArea({ shift }: { shift: Shift }) {
  const desk = useDeskOf(shift);
  return <DeskContext value={desk}>{can(shift.roles, 'manage-master-data') ? <AdminScreen /> : <NotAllowed />}</DeskContext>;
}
