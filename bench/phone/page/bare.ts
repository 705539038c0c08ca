import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import type { BareRouter } from '../bare-server.ts';

/** Two pages of the bare server: one rings, the other hears it. Wall clock. */
export interface BarePage {
  ring(): Promise<number>;
  /** The line is open. */
  listen(): Promise<void>;
  heardAt(): Promise<number>;
}

declare global {
  interface Window {
    bare: BarePage;
  }
}

const client = createTRPCClient<BareRouter>({
  links: [
    splitLink({
      condition: ({ type }) => type === 'subscription',
      true: httpSubscriptionLink({ url: '/trpc' }),
      false: httpLink({ url: '/trpc' }),
    }),
  ],
});
let hear: (at: number) => void = () => {};

window.bare = {
  ring: async () => {
    const at = Date.now();
    await client.ring.mutate();
    return at;
  },
  listen: () =>
    new Promise((resolve, reject) => {
      client.listen.subscribe(undefined, {
        onData: () => {
          hear(Date.now());
          resolve();
        },
        onError: reject,
      });
    }),
  heardAt: () =>
    new Promise((resolve) => {
      hear = resolve;
    }),
};
