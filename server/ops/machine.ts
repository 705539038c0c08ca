import { readFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import type { MachineFacts } from '../config.ts';

/** What this machine is called and where it is reached just now. Link-local IPv6 is left out: no URL can name its zone. */
export function machineFacts(): MachineFacts {
  const name = hostname();
  const addresses = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter((each) => !each.internal && !each.address.startsWith('fe80:'))
    .map((each) => each.address);
  return { names: name.includes('.') ? [name] : [name, `${name}.local`], addresses, readFile: (path) => readFileSync(path, 'utf8') };
}
