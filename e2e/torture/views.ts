import { THING_NAMES } from '../../shared/domain/engine/effect.ts';
import { canonicalJson } from '../../shared/wire/canonical.ts';
import type { Seen } from './phone-tasks.ts';
import { note, type Tally } from './tally.ts';
import type { World } from './world.ts';

/** A phone that no poke reaches asks by itself every half minute. */
const PATIENCE_MS = 45_000;

/** Every phone ends up seeing exactly what the server holds. */
export async function checkViews({ desk, phones }: World, tally: Tally): Promise<void> {
  for (const { phone } of phones) {
    const { seen, held } = await whenLevel(
      () => phone.do('seen'),
      () => desk.everything(),
    );
    if (seen.rev !== held.rev) note(tally, 'torn', `${phone.worker} stands at rev ${seen.rev}, the server at ${held.rev}`);
    else for (const what of differences(held.rows, seen)) note(tally, 'torn', `${phone.worker} ${what}`);
  }
}

type Held = Awaited<ReturnType<World['desk']['everything']>>;

/** The server's own timed sweep may move it on in between. */
async function whenLevel(look: () => Promise<Seen>, ask: () => Promise<Held>): Promise<{ seen: Seen; held: Held }> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const [seen, held] = [await look(), await ask()];
    if (seen.rev === held.rev || Date.now() > until) return { seen, held };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function differences(rows: Held['rows'], view: Seen): string[] {
  const things: readonly string[] = THING_NAMES;
  const held = new Map(
    rows.filter(({ thing }) => things.includes(thing)).map(({ thing, key, after }) => [`${thing} ${key}`, canonicalJson(after)]),
  );
  const seen = new Map(Object.entries(view.rows).map(([key, value]) => [key, canonicalJson(value)]));
  const keys = new Set([...held.keys(), ...seen.keys()]);
  return [...keys]
    .filter((key) => held.get(key) !== seen.get(key))
    .map((key) => `sees ${key} as ${seen.get(key)}, held is ${held.get(key)}`);
}
