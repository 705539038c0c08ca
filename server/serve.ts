import type { RequestListener } from 'node:http';
import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { trust as words } from '../shared/words/en/trust.ts';
import { type AppParts, createApp, dress } from './app.ts';
import { type Config, foundHosts, type MachineFacts } from './config.ts';
import type { StartFacts } from './ops/console.ts';
import type { Closer } from './ops/shutdown.ts';
import { type Certificates, keepCertificateFresh, openCertificates } from './trust/certificates.ts';
import { inUrl, LOOPBACK_HOSTS } from './trust/host-name.ts';
import { createOnePort } from './trust/one-port.ts';
import { namedHostsOnly, plainDoor } from './trust/plain-door.ts';
import { fingerprint, type Hosts } from './trust/trust-folder.ts';
import { trustPages } from './trust/trust-page.ts';

/** What the product hangs into the server, opened once the configuration is known. */
export interface Product extends Pick<AppParts, 'trpc' | 'routers' | 'probes' | 'warnings'> {
  readonly closers: readonly Closer[];
  readonly firstRunLink: string | null;
}

export interface ServeParts {
  readonly config: Config;
  readonly product: Product;
  readonly log: Logger;
  readonly clientDir: string;
  /** Asked again and again: a router may give this machine another address at any time. */
  readonly machine: () => Pick<MachineFacts, 'names' | 'addresses'>;
}

export interface Served {
  readonly port: number;
  readonly facts: StartFacts;
  readonly finishRequests: (graceMs: number) => Promise<void>;
  readonly closers: readonly Closer[];
}

const FRESHNESS_MS = 60_000;

/** Serves the product as the configuration says; resolves once connections are accepted. */
export async function serve({ config, product, log, clientDir, machine }: ServeParts): Promise<Served> {
  const { publicOrigin, tls, trustProxy } = config;
  const hosts = () => hostsNow(config, machine);
  const certificates = await openCertificates({ config, hosts, now: () => new Date() });
  const pair = certificates && (await certificates.current());
  const trust = trustPages({ authority: certificates?.authority ?? null, publicOrigin, words });
  const parts: AppParts = { ...product, log, tls: tls.kind, trustProxy, trust, clientDir };
  const app = createApp(parts);

  const onePort = createOnePort({
    plain:
      pair === null ? withoutTls(app, config) : plainDoor({ app, trust, dress: dress(parts), hosts: () => all(hosts()), publicOrigin }),
    secure: pair && { answer: app, pair },
  });
  const closers: Closer[] = [];
  if (certificates !== null && pair !== null) {
    const close = keepCertificateFresh({ port: onePort, certificates, shown: pair, log, everyMs: FRESHNESS_MS });
    closers.push({ name: 'certificates', close });
  }
  const port = await onePort.listen(config.port, config.host);
  return { port, facts: startFacts(config, certificates, product.firstRunLink), finishRequests: onePort.close, closers };
}

/** Without TLS a proxy decides which names arrive; bound to this machine, only its own do, so that no page's rebound name does. */
function withoutTls(app: Express, config: Config): RequestListener {
  if (config.trustProxy !== false) return app;
  return express().use(namedHostsOnly([...LOOPBACK_HOSTS, ...config.hosts.chosen]), app);
}

function hostsNow({ hosts }: Config, machine: ServeParts['machine']): Hosts {
  return hosts.found.length === 0 ? hosts : { chosen: hosts.chosen, found: foundHosts(machine()) };
}

function all(hosts: Hosts): readonly string[] {
  return [...hosts.chosen, ...hosts.found];
}

/** Whether this machine's own browser reaches it by this machine's own name. */
function listensHere(host: string): boolean {
  return ['0.0.0.0', '::', ...LOOPBACK_HOSTS].includes(host);
}

function startFacts(config: Config, certificates: Certificates | null, firstRunLink: string | null): StartFacts {
  const { publicOrigin } = config;
  const uncovered = certificates?.uncovered ?? [];
  const isShown = (host: string) => !uncovered.includes(host) && inUrl(host) !== new URL(publicOrigin).hostname;
  const hosts = certificates === null ? [] : all(config.hosts).filter(isShown);
  const authority = certificates?.authority ?? null;
  const url = `${publicOrigin.replace(/^https:/, 'http:')}/trust`;
  return {
    publicOrigin,
    hereAt: certificates !== null && listensHere(config.host) ? `http://localhost:${config.port}` : null,
    alsoAt: hosts.map((host) => `https://${inUrl(host)}:${config.port}`),
    trust: authority === null ? null : { url, fingerprint: fingerprint(authority), uncovered },
    firstRunLink,
  };
}
