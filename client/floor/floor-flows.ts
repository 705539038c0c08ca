import type { Flow } from '../flow/flow.ts';

export const PICK: Flow = { kind: 'pick', slots: ['lot', 'from'], takes: ['to'] };
export const PUTAWAY: Flow = { kind: 'putaway', slots: ['lot', 'from', 'to'] };
export const TRANSFER: Flow = { kind: 'transfer', slots: ['lot', 'from', 'to'] };
export const SIGHTING: Flow = { kind: 'sighting', slots: ['lot', 'bin'] };
