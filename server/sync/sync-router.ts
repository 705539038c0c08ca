import type { Plan } from '../../shared/domain/fefo/plan-shape.ts';
import { type AskReply, askSchema, planSchema } from '../../shared/wire/ask.ts';
import { type CompareReply, compareSchema } from '../../shared/wire/compare.ts';
import { type PullReply, pullSchema, type SnapshotReply, snapshotSchema } from '../../shared/wire/feed.ts';
import { type PushReply, pushSchema } from '../../shared/wire/push.ts';
import { type SecondThoughtsReply, secondThoughtsSchema } from '../../shared/wire/second-thoughts.ts';
import { open, router, withCapability } from '../api/trpc.ts';
import type { Sync } from './sync.ts';

/** A push is let in by the phone's signature alone, so that a queue drains when the shift is over; the rest needs a session. */
export function syncRouter(sync: Sync) {
  const reader = withCapability('read-floor');
  return router({
    push: open
      .use(async ({ getRawInput, next }) => next({ ctx: { raw: await getRawInput() } }))
      .input(pushSchema)
      .mutation(({ ctx, input }): PushReply => sync.push(input, ctx.raw, ctx.now)),

    pull: reader.input(pullSchema).query(({ ctx, input }): PullReply => sync.pull(input, ctx.now)),

    snapshot: reader.input(snapshotSchema).query(({ ctx, input }): SnapshotReply => sync.snapshot(input, ctx.now)),

    compare: reader.input(compareSchema).query(({ input }): CompareReply => sync.compare(input)),

    secondThoughts: reader.input(secondThoughtsSchema).query(({ input }): SecondThoughtsReply => sync.secondThoughts(input)),

    ask: reader
      .use(async ({ getRawInput, next }) => next({ ctx: { raw: await getRawInput() } }))
      .input(askSchema)
      .mutation(({ ctx, input }): AskReply => sync.ask({ ask: input, raw: ctx.raw, session: ctx.session, now: ctx.now })),

    plan: reader.input(planSchema).query(({ ctx, input }): Plan => sync.plan(input, ctx.now)),

    /** Contentless: something changed, pull. */
    poke: reader.subscription(async function* ({ signal }) {
      if (signal) yield* sync.listen(signal);
    }),
  });
}
