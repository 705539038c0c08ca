import { Redirect } from 'wouter';
import { can, type Role } from '../../shared/domain/access/matrix.ts';
import { readScan } from '../../shared/domain/scanning/scan-text.ts';
import { useSite } from '../flow/use-site.ts';

/** A lot label opened with the phone's own camera: the lot's page for those who may see it, else the place a shift begins. */
export function PrintedLot({ roles }: { roles: readonly Role[] }) {
  const { today } = useSite();
  const scanned = readScan({ raw: location.href, symbology: null, via: 'camera' }, today);
  const mayLook = can(roles, 'read-everything');
  return <Redirect to={scanned.kind === 'lot' && mayLook ? `/supervisor/lots/${encodeURIComponent(scanned.lot)}` : '/'} replace />;
}
