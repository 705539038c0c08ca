/** What a person may do. Roles add up: a worker with several holds the union of their capabilities. */
export type Role = 'picker' | 'dock' | 'supervisor' | 'admin' | 'auditor' | 'integration';

export const ROLES: readonly Role[] = ['picker', 'dock', 'supervisor', 'admin', 'auditor', 'integration'];

export type Capability =
  | 'move-stock'
  | 'receive-and-dispatch'
  | 'print-labels'
  | 'decide-quality'
  | 'resolve-anomaly'
  | 'plan-orders'
  | 'manage-master-data'
  | 'manage-codes'
  | 'manage-people'
  | 'read-floor'
  | 'read-dock'
  | 'read-everything'
  | 'export';

/** The one matrix: screens, procedures, rules and scan meaning all ask it. */
export const MATRIX: Readonly<Record<Role, readonly Capability[]>> = {
  picker: ['move-stock', 'read-floor'],
  dock: ['move-stock', 'receive-and-dispatch', 'print-labels', 'read-floor', 'read-dock'],
  supervisor: [
    'move-stock',
    'receive-and-dispatch',
    'print-labels',
    'decide-quality',
    'resolve-anomaly',
    'plan-orders',
    'manage-codes',
    'read-floor',
    'read-dock',
    'read-everything',
    'export',
  ],
  admin: ['print-labels', 'manage-master-data', 'manage-codes', 'manage-people', 'read-floor', 'read-dock', 'read-everything', 'export'],
  auditor: ['read-floor', 'read-dock', 'read-everything', 'export'],
  integration: ['plan-orders', 'read-floor'],
};

/** True when any of the roles grants the capability. */
export function can(roles: readonly Role[], capability: Capability): boolean {
  return roles.some((role) => MATRIX[role].includes(capability));
}
