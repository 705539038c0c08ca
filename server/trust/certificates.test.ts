import { X509Certificate } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { createLog } from '../ops/log.ts';
import { issueLeaf, makeAuthority, type Pair } from './authority.ts';
import { keepCertificateFresh, openCertificates } from './certificates.ts';
import { createOnePort } from './one-port.ts';
import type { Hosts } from './trust-folder.ts';

const NOW = new Date('2026-11-20T08:00:00Z');
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

describe('the certificate served', () => {
  it('is none when TLS is off', async () => {
    const config = { tls: { kind: 'off' } as const, dataDir: emptyFolder() };
    expect(await openCertificates({ config, hosts: () => ({ chosen: [], found: [] }), now: () => NOW })).toBeNull();
  });

  it('is issued again while the server runs when the machine gets another address', async () => {
    let hosts: Hosts = { chosen: ['lotkeeper.test'], found: ['10.0.0.5'] };
    const config = { tls: { kind: 'auto' } as const, dataDir: emptyFolder() };
    const certificates = await openCertificates({ config, hosts: () => hosts, now: () => NOW });
    const before = await certificates?.current();
    expect((await certificates?.current())?.certificate).toBe(before?.certificate);
    hosts = { ...hosts, found: ['10.0.0.6'] };
    expect((await certificates?.current())?.certificate).not.toBe(before?.certificate);
  });

  it('is read again from the operator’s files when they change', async () => {
    const folder = emptyFolder();
    const tls = { kind: 'files', cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') } as const;
    writeFileSync(tls.cert, 'first');
    writeFileSync(tls.key, 'key');
    const certificates = await openCertificates({
      config: { tls, dataDir: folder },
      hosts: () => ({ chosen: [], found: [] }),
      now: () => NOW,
    });
    expect(await certificates?.current()).toEqual({ certificate: 'first', key: 'key' });
    writeFileSync(tls.cert, 'second');
    expect(await certificates?.current()).toEqual({ certificate: 'second', key: 'key' });
  });
});

describe('keeping it fresh', () => {
  it('presents a newer certificate, and outlives one that does not fit its key', async () => {
    const authority = await makeAuthority(['lotkeeper.test'], new Date());
    const [first, second] = [await issueLeaf(authority, ['127.0.0.1'], new Date()), await issueLeaf(authority, ['127.0.0.1'], new Date())];
    const onePort = createOnePort({ plain: () => undefined, secure: { answer: () => undefined, pair: first } });
    const port = await onePort.listen(0, '127.0.0.1');
    const faults = new EventEmitter();
    const log = createLog('error', { write: () => faults.emit('logged') });
    let current = first;
    const stop = keepCertificateFresh({ port: onePort, certificates: { current: async () => current }, shown: first, log, everyMs: 5 });
    ends.push(stop, () => onePort.close(0));

    const logged = once(faults, 'logged');
    current = { certificate: second.certificate, key: first.key };
    await logged;
    expect(await shownBy(port, authority)).toBe(digest(first));
    current = second;
    await expect.poll(() => shownBy(port, authority)).toBe(digest(second));
  });
});

async function shownBy(port: number, authority: Pair): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', ca: authority.certificate });
  await once(socket, 'secureConnect');
  const shown = socket.getPeerCertificate().fingerprint256;
  socket.destroy();
  return shown;
}

function digest(pair: Pair): string {
  return new X509Certificate(pair.certificate).fingerprint256;
}

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lotkeeper-certificates-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
