import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Pair } from './authority.ts';
import type { OnePort } from './one-port.ts';
import { type Authority, type Hosts, openAuthority, openLeaf, uncoveredHosts } from './trust-folder.ts';

/** Where the server's certificate comes from. */
export interface Certificates {
  /** The certificate phones must trust; null when it is the operator's business. */
  readonly authority: string | null;
  readonly uncovered: readonly string[];
  /** The pair to serve with just now. */
  current(): Promise<Pair>;
}

export interface CertificateParts {
  readonly config: Pick<Config, 'tls' | 'dataDir'>;
  readonly hosts: () => Hosts;
  readonly now: () => Date;
}

/** The certificates this configuration asks for; null when TLS is off. */
export async function openCertificates({ config, hosts, now }: CertificateParts): Promise<Certificates | null> {
  const { tls, dataDir } = config;
  if (tls.kind === 'off') return null;
  if (tls.kind === 'files') {
    const current = async () => ({ certificate: await readFile(tls.cert, 'utf8'), key: await readFile(tls.key, 'utf8') });
    return { authority: null, uncovered: [], current };
  }
  const folder = join(dataDir, 'trust');
  const authority: Authority = await openAuthority(folder, hosts(), now());
  return {
    authority: authority.certificate,
    uncovered: uncoveredHosts(authority, hosts()),
    current: () => openLeaf(folder, authority, hosts(), now()),
  };
}

export interface Freshness {
  readonly port: Pick<OnePort, 'present'>;
  readonly certificates: Pick<Certificates, 'current'>;
  readonly shown: Pair;
  readonly log: Logger;
  readonly everyMs: number;
}

/** Presents a newer certificate when there is one; a bad one is logged and the old one stays. Returns what ends the looking. */
export function keepCertificateFresh({ port, certificates, shown, log, everyMs }: Freshness): () => void {
  let last = shown;
  const timer = setInterval(async () => {
    try {
      const pair = await certificates.current();
      if (pair.certificate === last.certificate && pair.key === last.key) return;
      port.present(pair);
      last = pair;
      log.info('a newer certificate is presented');
    } catch (error) {
      log.error({ err: error }, 'the newer certificate cannot be used; the old one stays');
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
