import { Router } from 'express';

/** What must work before this server is worth sending a phone to; each throws when it does not. */
export type Probes = Readonly<Record<string, () => void | Promise<void>>>;

/** What a person should see to though phones are served well; each says in a sentence what is wrong, or null. */
export type Warnings = Readonly<Record<string, () => string | null>>;

/** `/livez`: the process answers. `/readyz`: every probe passes; 503 names those that do not. Warnings make nothing unready. */
export function health(probes: Probes, warnings: Warnings = {}): Router {
  const router = Router();
  router.get('/livez', (_request, response) => {
    response.json({ live: true });
  });
  router.get('/readyz', async (_request, response) => {
    const failing = await failingProbes(probes);
    response.status(failing.length === 0 ? 200 : 503).json({ ready: failing.length === 0, failing, ...warningsOf(warnings) });
  });
  return router;
}

function warningsOf(warnings: Warnings): { readonly warnings?: Readonly<Record<string, string>> } {
  const said = Object.entries(warnings).flatMap(([name, warning]) => {
    const text = warning();
    return text === null ? [] : [[name, text] as const];
  });
  return said.length === 0 ? {} : { warnings: Object.fromEntries(said) };
}

async function failingProbes(probes: Probes): Promise<readonly string[]> {
  const names = Object.keys(probes);
  const results = await Promise.allSettled(names.map(async (name) => probes[name]?.()));
  return names.filter((_name, index) => results[index]?.status === 'rejected');
}
