import { isIP } from 'node:net';
import type { Extension } from '@peculiar/x509';
import { isPrivateAddress, PRIVATE_RANGES } from './host-name.ts';
import { x509 } from './x509.ts';

const NAME_CONSTRAINTS = '2.5.29.30';
const SEQUENCE = 0x30;
const PERMITTED_SUBTREES = 0xa0;

/**
 * The critical extension (RFC 5280, 4.2.1.10) by which an authority can vouch for these hosts and the private ranges
 * only. Names and both kinds of address are always listed: a kind that is not listed would be free.
 */
export function nameConstraints(hosts: readonly string[]): Extension {
  const names = ['localhost', ...hosts.filter((host) => isIP(host) === 0)];
  const ranges = [...PRIVATE_RANGES.map((range) => range.join('/')), ...hosts.filter(isPublicAddress).map(alone)];
  const subtrees = [...names.map((name) => new x509.GeneralName('dns', name)), ...ranges.map((range) => new x509.GeneralName('ip', range))];
  const permitted = subtrees.map((subtree) => der(SEQUENCE, new Uint8Array(subtree.rawData)));
  return new x509.Extension(NAME_CONSTRAINTS, true, der(SEQUENCE, der(PERMITTED_SUBTREES, ...permitted)));
}

/** Whether an authority made for these hosts may vouch for this one: a name, a name below it, a private or a listed address. */
export function permits(hosts: readonly string[], host: string): boolean {
  if (isIP(host) !== 0) return isPrivateAddress(host) || hosts.includes(host);
  return ['localhost', ...hosts].some((name) => host === name || (isIP(name) === 0 && host.endsWith(`.${name}`)));
}

function isPublicAddress(host: string): boolean {
  return isIP(host) !== 0 && !isPrivateAddress(host);
}

function alone(address: string): string {
  return `${address}/${isIP(address) === 6 ? 128 : 32}`;
}

/** One tag, length, value (X.690); lengths here stay below 64 KiB. */
function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const value = Buffer.concat(parts);
  const size = value.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Uint8Array.from([tag, ...length, ...value]);
}
