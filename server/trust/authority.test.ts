import { X509Certificate } from 'node:crypto';
import { connect, createServer, type TlsOptions } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { issueLeaf, makeAuthority, type Pair } from './authority.ts';

const DAY_MS = 86_400_000;
const NOW = new Date();
const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
});

describe('an authority and its server certificate', () => {
  it('lets a client that trusts only this authority reach a permitted name and address', async () => {
    const authority = await makeAuthority(['lotkeeper.test'], NOW);
    const leaf = await issueLeaf(authority, ['lotkeeper.test', '127.0.0.1', '10.1.2.3', 'fd00::2'], NOW);
    expect(await greet(leaf, { ca: authority.certificate, servername: 'lotkeeper.test' })).toBe('trusted');
    expect(await greet(leaf, { ca: authority.certificate })).toBe('trusted');
  });

  it('is refused by a client that does not know the authority', async () => {
    const [authority, stranger] = [await makeAuthority(['lotkeeper.test'], NOW), await makeAuthority(['lotkeeper.test'], NOW)];
    const leaf = await issueLeaf(authority, ['lotkeeper.test'], NOW);
    expect(await greet(leaf, { ca: stranger.certificate, servername: 'lotkeeper.test' })).not.toBe('trusted');
  });

  it.each([
    ['a bank', 'bank.example'],
    ['a name that only ends alike', 'evillotkeeper.test'],
    ['a public address', '8.8.8.8'],
    ['a public IPv6 address', '2001:db8::1'],
  ])('cannot vouch for %s even with its own key', async (_who, host) => {
    const authority = await makeAuthority(['lotkeeper.test'], NOW);
    const leaf = await issueLeaf(authority, [host, 'lotkeeper.test'], NOW);
    expect(await greet(leaf, { ca: authority.certificate, servername: 'lotkeeper.test' })).toBe('permitted subtree violation');
  });

  it('cannot vouch for any name when it was made for addresses only', async () => {
    const authority = await makeAuthority(['192.168.1.5'], NOW);
    const leaf = await issueLeaf(authority, ['bank.example'], NOW);
    expect(await greet(leaf, { ca: authority.certificate, servername: 'bank.example' })).toBe('permitted subtree violation');
  });

  it('may vouch for a public address the operator named', async () => {
    const authority = await makeAuthority(['203.0.113.7'], NOW);
    const leaf = await issueLeaf(authority, ['203.0.113.7', 'localhost'], NOW);
    expect(await greet(leaf, { ca: authority.certificate, servername: 'localhost' })).toBe('trusted');
  });

  it('cannot make a further authority', async () => {
    const authority = await makeAuthority(['lotkeeper.test'], NOW);
    expect(new X509Certificate(authority.certificate).ca).toBe(true);
    expect(new X509Certificate((await issueLeaf(authority, ['lotkeeper.test'], NOW)).certificate).ca).toBe(false);
  });

  it('gives the server certificate at most 397 days, and never more than its own', async () => {
    const authority = await makeAuthority(['lotkeeper.test'], NOW);
    const leaf = new X509Certificate((await issueLeaf(authority, ['lotkeeper.test'], NOW)).certificate);
    expect(lifeInDays(leaf)).toBeLessThanOrEqual(397);
    const lastYear = new Date(NOW.getTime() + 3600 * DAY_MS);
    const late = new X509Certificate((await issueLeaf(authority, ['lotkeeper.test'], lastYear)).certificate);
    expect(Date.parse(late.validTo)).toBe(Date.parse(new X509Certificate(authority.certificate).validTo));
  });
});

function lifeInDays(certificate: X509Certificate): number {
  return (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / DAY_MS;
}

/** What a TLS client makes of this certificate: 'trusted', or its complaint. */
async function greet(leaf: Pair, trust: { ca: string; servername?: string }): Promise<string> {
  const options: TlsOptions = { cert: leaf.certificate, key: leaf.key };
  const server = createServer(options, (socket) => socket.end()).listen(0, '127.0.0.1');
  opened.push(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  const { port } = address;
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, ...trust }, () => {
      socket.destroy();
      resolve('trusted');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.message));
  });
}
