import { isIP } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { type BackupPlan, type Every, parseEvery } from './backup/backup-plan.ts';
import { inUrl, isLoopbackAddress, isPrivateAddress, parseHost } from './trust/host-name.ts';
import type { Hosts } from './trust/trust-folder.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** What configuration asks of the machine it runs on. */
export interface MachineFacts {
  readonly names: readonly string[];
  readonly addresses: readonly string[];
  readonly readFile: (path: string) => string;
}

export type Tls =
  | { readonly kind: 'auto' }
  | { readonly kind: 'files'; readonly cert: string; readonly key: string }
  | { readonly kind: 'off' };

/** Hops, or the addresses of the proxies that may name the client; false when clients come directly. */
export type TrustProxy = number | readonly string[] | false;

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly backup: BackupPlan;
  readonly tls: Tls;
  readonly hosts: Hosts;
  readonly log: LogLevel;
  readonly trustProxy: TrustProxy;
  /** Where phones and printed codes reach this server: scheme, host, port. */
  readonly publicOrigin: string;
}

/** Everything that is wrong with the environment, one sentence each. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const PREFIX = 'LOTKEEPER_';
const FILE = '_FILE';
const PATHS = ['LOTKEEPER_DATA', 'LOTKEEPER_TLS_CERT', 'LOTKEEPER_TLS_KEY', 'LOTKEEPER_BACKUP_DIR'];
const PROXY_WORDS = ['loopback', 'linklocal', 'uniquelocal'];

const path = z.string();
const host = z.string().transform((text, context) => parseHost(text) ?? wrong(context, `"${text}" is not a host name or address`));

/** Every setting there is. Another `LOTKEEPER_` name is an error, so that a misspelt one is not silently its default. */
const settingsSchema = z.strictObject({
  LOTKEEPER_HOST: host.default('0.0.0.0'),
  LOTKEEPER_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'is not a port')
    .transform(Number)
    .pipe(z.number().min(1, 'is not a port').max(65_535, 'is not a port'))
    .default(8080),
  LOTKEEPER_DATA: path.default('./data'),
  LOTKEEPER_BACKUP_DIR: path.exactOptional(),
  LOTKEEPER_BACKUP_EVERY: z
    .string()
    .transform((text, context): Every => parseEvery(text) ?? wrong(context, 'is night, off, or a time such as 15m, 6h, 1d'))
    .default({ kind: 'night' }),
  LOTKEEPER_BACKUP_KEEP: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'is not a number of backups to keep (1 to 9999)')
    .transform(Number)
    .default(14),
  LOTKEEPER_TLS: z.enum(['auto', 'files', 'off'], 'is one of auto, files, off').exactOptional(),
  LOTKEEPER_TLS_CERT: path.exactOptional(),
  LOTKEEPER_TLS_KEY: path.exactOptional(),
  LOTKEEPER_HOSTS: z.string().transform(list).pipe(z.array(host)).default([]),
  LOTKEEPER_PUBLIC_HOST: z.string().transform(parsePublicHost).exactOptional(),
  LOTKEEPER_LOG: z.enum(LOG_LEVELS, `is one of ${LOG_LEVELS.join(', ')}`).default('info'),
  TRUST_PROXY: z.string().transform(parseTrustProxy).default(false),
});

type Settings = z.output<typeof settingsSchema>;
const SETTING_NAMES: readonly string[] = Object.keys(settingsSchema.shape);

/** The configuration this environment asks for on this machine; throws a ConfigError naming every variable that is wrong. */
export function readConfig(env: Env, facts: MachineFacts): Config {
  const parsed = settingsSchema.safeParse(ownVariables(env, facts.readFile));
  if (!parsed.success) throw new ConfigError(parsed.error.issues.flatMap(sentences));
  const settings = parsed.data;
  const tls = tlsOf(settings);
  const hosts = hostsOf(settings, facts);
  return {
    host: settings.LOTKEEPER_HOST,
    port: settings.LOTKEEPER_PORT,
    dataDir: settings.LOTKEEPER_DATA,
    backup: backupOf(settings),
    tls,
    hosts,
    log: settings.LOTKEEPER_LOG,
    trustProxy: settings.TRUST_PROXY,
    publicOrigin: publicOriginOf(settings, tls, hosts),
  };
}

/** The names and addresses a machine can be reached by, in their one spelling. */
export function foundHosts(facts: Pick<MachineFacts, 'names' | 'addresses'>): readonly string[] {
  const parsed = [...facts.names, ...facts.addresses].map(parseHost).filter((each) => each !== null);
  return [...new Set(parsed)];
}

/** Our variables that are not empty; `X_FILE` stands for `X` as that file holds it, so that no secret need be in the environment. */
function ownVariables(env: Env, readFile: MachineFacts['readFile']): Record<string, string> {
  const own: Record<string, string> = {};
  for (const [name, text = ''] of Object.entries(env)) {
    if (text.trim() === '' || !(name.startsWith(PREFIX) || SETTING_NAMES.includes(name))) continue;
    const setting = settingInFile(name);
    if (setting === null) own[name] = text.trim();
    else if (env[setting]?.trim()) throw new ConfigError([`${name}: ${setting} is set as well; set one of them`]);
    else own[setting] = contentOf(name, text.trim(), readFile);
  }
  return own;
}

function settingInFile(name: string): string | null {
  const setting = name.slice(0, -FILE.length);
  return name.endsWith(FILE) && SETTING_NAMES.includes(setting) && !PATHS.includes(setting) ? setting : null;
}

function contentOf(name: string, file: string, readFile: MachineFacts['readFile']): string {
  try {
    return readFile(file).trim();
  } catch {
    throw new ConfigError([`${name}: ${file} cannot be read`]);
  }
}

function tlsOf(settings: Settings): Tls {
  const { LOTKEEPER_TLS_CERT: cert, LOTKEEPER_TLS_KEY: key } = settings;
  const kind = settings.LOTKEEPER_TLS ?? (isLoopbackBind(settings) ? 'off' : 'auto');
  if (kind === 'files') {
    if (cert === undefined || key === undefined)
      throw new ConfigError(['LOTKEEPER_TLS: files needs LOTKEEPER_TLS_CERT and LOTKEEPER_TLS_KEY']);
    return { kind, cert, key };
  }
  if (cert !== undefined || key !== undefined) throw new ConfigError(['LOTKEEPER_TLS_CERT, LOTKEEPER_TLS_KEY: need LOTKEEPER_TLS=files']);
  if (kind === 'off' && !isLoopbackBind(settings) && settings.TRUST_PROXY === false)
    throw new ConfigError(['LOTKEEPER_TLS: off beyond this machine needs TRUST_PROXY, the proxy that speaks HTTPS to the phones']);
  return { kind };
}

function backupOf(settings: Settings): BackupPlan {
  const { LOTKEEPER_DATA: dataDir, LOTKEEPER_BACKUP_DIR: named, LOTKEEPER_BACKUP_EVERY: every, LOTKEEPER_BACKUP_KEEP: keep } = settings;
  return { folder: named ?? join(dataDir, 'backups'), mayMakeFolder: named === undefined, every, keep };
}

function hostsOf(settings: Settings, facts: MachineFacts): Hosts {
  const chosen = [...settings.LOTKEEPER_HOSTS];
  const publicHost = settings.LOTKEEPER_PUBLIC_HOST?.host;
  if (publicHost !== undefined && !chosen.includes(publicHost)) chosen.push(publicHost);
  const found = settings.LOTKEEPER_HOSTS.length > 0 || isLoopbackBind(settings) ? [] : foundHosts(facts);
  return { chosen, found };
}

function publicOriginOf(settings: Settings, tls: Tls, hosts: Hosts): string {
  const named = settings.LOTKEEPER_PUBLIC_HOST;
  const addresses = hosts.found.filter((each) => isIP(each) === 4);
  const address = addresses.find(isPrivateAddress) ?? addresses[0];
  const publicHost = named?.host ?? hosts.chosen[0] ?? address ?? hosts.found[0] ?? 'localhost';
  const isBehindProxy = tls.kind === 'off' && settings.TRUST_PROXY !== false;
  const scheme = tls.kind === 'off' && !isBehindProxy ? 'http' : 'https';
  const port = named?.port ?? (isBehindProxy ? '' : String(settings.LOTKEEPER_PORT));
  return new URL(`${scheme}://${inUrl(publicHost)}${port && `:${port}`}`).origin;
}

function isLoopbackBind(settings: Settings): boolean {
  return settings.LOTKEEPER_HOST === 'localhost' || isLoopbackAddress(settings.LOTKEEPER_HOST);
}

function parsePublicHost(text: string, context: z.RefinementCtx): { host: string; port: string | undefined } {
  const [, name = text, port] = /^(.*?)(?::(\d{1,5}))?$/.exec(isIP(text) === 6 ? `[${text}]` : text) ?? [];
  const parsed = parseHost(name);
  return parsed === null ? wrong(context, `"${text}" is not a host or host:port`) : { host: parsed, port };
}

function parseTrustProxy(text: string, context: z.RefinementCtx): TrustProxy {
  if (/^[1-9]$/.test(text)) return Number(text);
  const proxies = list(text);
  const isProxy = (each: string) => PROXY_WORDS.includes(each) || isIP(each.replace(/\/\d{1,3}$/, '')) !== 0;
  if (proxies.every(isProxy)) return proxies;
  return wrong(context, `is a number of proxies (1 to 9), or a list of their addresses, networks or ${PROXY_WORDS.join(', ')}`);
}

function list(text: string): string[] {
  return text.split(',').map((each) => each.trim());
}

function wrong(context: z.RefinementCtx, message: string): never {
  context.addIssue(message);
  return z.NEVER;
}

function sentences(issue: z.core.$ZodIssue): string[] {
  if (issue.code !== 'unrecognized_keys') return [`${String(issue.path[0])}: ${issue.message}`];
  return issue.keys.map((name) => `${name}: no such setting; there are ${SETTING_NAMES.join(', ')}`);
}
