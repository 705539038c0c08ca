import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { issueLeaf, makeAuthority, type Pair } from './authority.ts';
import { LOOPBACK_HOSTS } from './host-name.ts';
import { permits } from './name-constraints.ts';

/** The hosts to serve: those the operator chose, and those the machine says it has. */
export interface Hosts {
  readonly chosen: readonly string[];
  readonly found: readonly string[];
}

const RENEW_MS = 30 * 86_400_000;

const authoritySchema = z.object({ certificate: z.string(), key: z.string(), hosts: z.array(z.string()) });
const leafSchema = authoritySchema.extend({ issuer: z.string() });

/** The site's own authority; `hosts` are those it may vouch for besides the private ranges. */
export type Authority = z.output<typeof authoritySchema>;
type Leaf = z.output<typeof leafSchema>;

/**
 * The authority kept in this folder. A new one, which every phone must trust anew, is made only when there is none, when
 * a chosen host lies outside its constraints, or when it ends soon: a host the machine merely has is no reason.
 */
export async function openAuthority(folder: string, hosts: Hosts, now: Date): Promise<Authority> {
  const path = join(folder, 'authority.json');
  const kept = read(path, authoritySchema);
  if (kept !== null && !endsSoon(kept, now) && hosts.chosen.every((host) => permits(kept.hosts, host))) return kept;
  const all = unique([...hosts.chosen, ...hosts.found]);
  const made: Authority = { ...(await makeAuthority(all, now)), hosts: all };
  write(path, made);
  return made;
}

/** The server's certificate, as kept in this folder; issued again when hosts or authority changed, or when it ends soon. */
export async function openLeaf(folder: string, authority: Authority, hosts: Hosts, now: Date): Promise<Pair> {
  const path = join(folder, 'leaf.json');
  const wanted = unique([...hosts.chosen, ...hosts.found, ...LOOPBACK_HOSTS]).filter((host) => permits(authority.hosts, host));
  const issuer = fingerprint(authority.certificate);
  const kept = read(path, leafSchema);
  if (kept !== null && !endsSoon(kept, now) && kept.issuer === issuer && kept.hosts.join() === wanted.join()) return kept;
  const made: Leaf = { ...(await issueLeaf(authority, wanted, now)), hosts: wanted, issuer };
  write(path, made);
  return made;
}

/** Hosts the machine has but its authority may not vouch for. */
export function uncoveredHosts(authority: Authority, hosts: Hosts): readonly string[] {
  return hosts.found.filter((host) => !permits(authority.hosts, host));
}

/** SHA-256 of a certificate in groups of four hex digits, as a person compares them. */
export function fingerprint(certificate: string): string {
  const hex = new X509Certificate(certificate).fingerprint256.replaceAll(':', '');
  return hex.replace(/.{4}(?=.)/g, '$& ');
}

function endsSoon(pair: Pair, now: Date): boolean {
  return new Date(new X509Certificate(pair.certificate).validTo).getTime() - now.getTime() < RENEW_MS;
}

function read<T>(path: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new Error(`${path} is damaged: restore it from a backup, or delete it to have it made anew (phones then trust anew)`, {
      cause: error,
    });
  }
}

/** Certificate and key change together or not at all: one file, one rename. */
function write(path: string, kept: Authority | Leaf): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, JSON.stringify(kept, null, 2), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function unique(hosts: readonly string[]): string[] {
  return [...new Set(hosts)];
}
