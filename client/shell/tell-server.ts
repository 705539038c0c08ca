import { api, call } from '../api.ts';

/** Tells the server, for the device board, whether this browser promised to keep what it saves. A server that cannot hear it is not asked twice. */
export async function tellServer(persisted: boolean): Promise<void> {
  await call((options) => api.devices.tell.mutate({ persisted }, options));
}
