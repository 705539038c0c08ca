import type { Flow } from '../flow/flow.ts';

export const RECEIVE: Flow = { kind: 'receive', slots: ['lot', 'expiryOn', 'to'], keeps: ['to'] };
export const DISPATCH: Flow = { kind: 'dispatch', slots: ['destination', 'lot', 'from'], keeps: ['destination'] };
