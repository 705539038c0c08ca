import { useLiveQuery } from 'dexie-react-hooks';
import { type CarrySum, carriedSums } from '../queue/carried.ts';
import { thisPhone } from './phone.ts';

/** What this phone carries for others, a line for each; undefined until known. */
export function useCarried(): readonly CarrySum[] | undefined {
  return useLiveQuery(() => carriedSums(thisPhone().outbox), []);
}
