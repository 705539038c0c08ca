import type { Page } from 'playwright-core';

/** One picture: who is signed in, where, and what was done before it was taken. */
export interface Shot {
  readonly name: string;
  readonly role: 'none' | 'picker' | 'dock' | 'supervisor' | 'admin';
  readonly path: string;
  readonly act?: (page: Page) => Promise<void>;
}

/** Every screen a person can reach. */
export const SCREENS: readonly Shot[] = [
  { name: 'sign-in', role: 'none', path: '/' },
  { name: 'demo', role: 'none', path: '/demo' },
  { name: 'trust', role: 'none', path: '/trust' },
  { name: 'home', role: 'picker', path: '/floor' },
  { name: 'floor-pick', role: 'picker', path: '/floor/pick' },
  { name: 'floor-putaway', role: 'picker', path: '/floor/putaway' },
  { name: 'floor-transfer', role: 'picker', path: '/floor/transfer' },
  { name: 'floor-sighting', role: 'picker', path: '/floor/sighting' },
  { name: 'queue', role: 'picker', path: '/queue' },
  { name: 'inbox', role: 'picker', path: '/inbox' },
  { name: 'settings', role: 'picker', path: '/settings' },
  { name: 'dock-receive', role: 'dock', path: '/dock/receive' },
  { name: 'dock-dispatch', role: 'dock', path: '/dock/dispatch' },
  { name: 'supervisor-today', role: 'supervisor', path: '/supervisor' },
  { name: 'supervisor-lot-age', role: 'supervisor', path: '/supervisor/lots' },
  { name: 'supervisor-stuck', role: 'supervisor', path: '/supervisor/stuck' },
  { name: 'supervisor-anomalies', role: 'supervisor', path: '/supervisor/anomalies' },
  { name: 'admin', role: 'admin', path: '/admin' },
];
