import { Router } from 'express';

/** What must work before this server is worth sending a phone to; each throws when it does not. */
export type Probes = Readonly<Record<string, () => void | Promise<void>>>;

/** `/livez`: the process answers. `/readyz`: every probe passes; 503 names those that do not. */
export function health(probes: Probes): Router {
  const router = Router();
  router.get('/livez', (_request, response) => {
    response.json({ live: true });
  });
  router.get('/readyz', async (_request, response) => {
    const failing = await failingProbes(probes);
    response.status(failing.length === 0 ? 200 : 503).json({ ready: failing.length === 0, failing });
  });
  return router;
}

async function failingProbes(probes: Probes): Promise<readonly string[]> {
  const names = Object.keys(probes);
  const results = await Promise.allSettled(names.map(async (name) => probes[name]?.()));
  return names.filter((_name, index) => results[index]?.status === 'rejected');
}
