import type { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import type { X509Certificate } from '@peculiar/x509';
import { nameConstraints } from './name-constraints.ts';
import { x509 } from './x509.ts';

/** A certificate with its private key, both PEM. */
export interface Pair {
  readonly certificate: string;
  readonly key: string;
}

const DAY_MS = 86_400_000;
const AUTHORITY_DAYS = 3650;
/** Phones refuse a server certificate that lives longer. */
const LEAF_DAYS = 397;
/** A phone's clock may be behind the server's. */
const BACKDATED_DAYS = 1;
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** A certificate authority that can vouch for these hosts and the private ranges, for nothing else, and for no further authority. */
export async function makeAuthority(hosts: readonly string[], now: Date): Promise<Pair> {
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [`Lotkeeper ${hosts[0] ?? 'localhost'} ${now.toISOString().slice(0, 10)}`.slice(0, 64)] }],
    ...validity(now, AUTHORITY_DAYS),
    signingAlgorithm: ECDSA,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      nameConstraints(hosts),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return pair(certificate, keys.privateKey);
}

/** A server certificate for these hosts. It is signed even when the authority's constraints forbid them: the client refuses it then. */
export async function issueLeaf(authority: Pair, hosts: readonly string[], now: Date): Promise<Pair> {
  const issuer = new x509.X509Certificate(authority.certificate);
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [{ CN: ['Lotkeeper'] }],
    issuer: issuer.subjectName,
    ...validity(now, LEAF_DAYS, issuer.notAfter),
    signingAlgorithm: ECDSA,
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.key),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([SERVER_AUTHENTICATION]),
      new x509.SubjectAlternativeNameExtension(
        hosts.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return pair(certificate, keys.privateKey);
}

function validity(now: Date, days: number, latest?: Date): { notBefore: Date; notAfter: Date } {
  const notBefore = new Date(now.getTime() - BACKDATED_DAYS * DAY_MS);
  const notAfter = new Date(notBefore.getTime() + days * DAY_MS);
  return { notBefore, notAfter: latest !== undefined && latest < notAfter ? latest : notAfter };
}

function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
}

async function pair(certificate: X509Certificate, key: webcrypto.CryptoKey): Promise<Pair> {
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', key);
  return { certificate: certificate.toString('pem'), key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY') };
}

function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  return crypto.subtle.importKey('pkcs8', x509.PemConverter.decodeFirst(pem), ECDSA, false, ['sign']);
}
