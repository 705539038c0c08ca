import { BlockList, isIP } from 'node:net';

/** Addresses no public network routes: RFC 1918, loopback, link-local, RFC 4193. A local authority may vouch for these. */
export const PRIVATE_RANGES: readonly (readonly [network: string, prefix: number])[] = [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['::1', 128],
];

/** What this machine is called by its own browser. */
export const LOOPBACK_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '::1'];

const DNS_NAME = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const HOST_HEADER = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::\d{1,5})?$/i;

const privateRanges = rangesOf(PRIVATE_RANGES);
const loopbackRanges = rangesOf([
  ['127.0.0.0', 8],
  ['::1', 128],
]);

/** The one spelling of a host name or address (lower case, no brackets, short IPv6), or null for anything else. */
export function parseHost(text: string): string | null {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare) === 6) return new URL(`http://[${bare.replace(/%.*$/, '')}]`).hostname.slice(1, -1);
  return isIP(bare) === 4 || DNS_NAME.test(bare) ? bare : null;
}

/** The host a request's Host header names, without its port; null when the header is missing or not one host. */
export function hostOfHeader(header: string | undefined): string | null {
  const match = HOST_HEADER.exec(header ?? '');
  const host = match?.[1] ?? match?.[2];
  return host === undefined ? null : parseHost(host);
}

/** A host as it stands in a URL: IPv6 in brackets. */
export function inUrl(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}

export function isPrivateAddress(host: string): boolean {
  return isWithin(privateRanges, host);
}

export function isLoopbackAddress(host: string): boolean {
  return isWithin(loopbackRanges, host);
}

function isWithin(ranges: BlockList, host: string): boolean {
  const family = isIP(host);
  return family !== 0 && ranges.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

function rangesOf(subnets: typeof PRIVATE_RANGES): BlockList {
  const ranges = new BlockList();
  for (const [network, prefix] of subnets) ranges.addSubnet(network, prefix, isIP(network) === 6 ? 'ipv6' : 'ipv4');
  return ranges;
}
