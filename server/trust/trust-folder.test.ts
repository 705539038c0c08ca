import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fingerprint, type Hosts, openAuthority, openLeaf, uncoveredHosts } from './trust-folder.ts';

const NOW = new Date('2026-11-20T08:00:00Z');
const DAY_MS = 86_400_000;
const MACHINE: Hosts = { chosen: [], found: ['dock-pc', '192.168.1.20'] };

describe('the trust folder', () => {
  it('keeps authority and certificate over a restart', async () => {
    const folder = emptyFolder();
    const [first, again] = [await open(folder, MACHINE), await open(folder, MACHINE)];
    expect(again.authority).toEqual(first.authority);
    expect(again.leaf.certificate).toBe(first.leaf.certificate);
  });

  it('shows keys to nobody else', async () => {
    const folder = emptyFolder();
    await open(folder, MACHINE);
    for (const file of ['authority.json', 'leaf.json']) {
      expect(readFileSync(join(folder, file), 'utf8')).toContain('PRIVATE KEY');
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    }
  });

  it('issues a certificate for a new private address without a new authority', async () => {
    const folder = emptyFolder();
    const before = await open(folder, MACHINE);
    const after = await open(folder, { chosen: [], found: ['dock-pc', '10.7.0.3'] });
    expect(after.authority).toEqual(before.authority);
    expect(namesOf(after.leaf.certificate)).toContain('IP Address:10.7.0.3');
    expect(namesOf(after.leaf.certificate)).not.toContain('192.168.1.20');
  });

  it('keeps the authority phones trust when the machine is merely renamed, and says which name is not covered', async () => {
    const folder = emptyFolder();
    const before = await open(folder, MACHINE);
    const renamed: Hosts = { chosen: [], found: ['office-pc', '192.168.1.20'] };
    const after = await open(folder, renamed);
    expect(after.authority).toEqual(before.authority);
    expect(uncoveredHosts(after.authority, renamed)).toEqual(['office-pc']);
    expect(namesOf(after.leaf.certificate)).not.toContain('office-pc');
  });

  it('makes a new authority when the operator chooses a name the old one may not vouch for', async () => {
    const folder = emptyFolder();
    const before = await open(folder, MACHINE);
    const after = await open(folder, { chosen: ['lotkeeper.test'], found: [] });
    expect(after.authority.certificate).not.toBe(before.authority.certificate);
    expect(namesOf(after.leaf.certificate)).toContain('DNS:lotkeeper.test');
  });

  it('renews the certificate a month before it ends, under the same authority', async () => {
    const folder = emptyFolder();
    const before = await open(folder, MACHINE);
    const inTime = await open(folder, MACHINE, new Date(NOW.getTime() + 360 * DAY_MS));
    const later = await open(folder, MACHINE, new Date(NOW.getTime() + 370 * DAY_MS));
    expect(inTime.leaf.certificate).toBe(before.leaf.certificate);
    expect(later.leaf.certificate).not.toBe(before.leaf.certificate);
    expect(later.authority).toEqual(before.authority);
  });

  it('does not replace a damaged authority by itself', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'authority.json'), '{"certificate":');
    await expect(open(folder, MACHINE)).rejects.toThrow(/authority\.json is damaged/);
  });

  it('names a certificate by groups a person can compare', async () => {
    const { authority } = await open(emptyFolder(), MACHINE);
    expect(fingerprint(authority.certificate)).toMatch(/^([0-9A-F]{4} ){15}[0-9A-F]{4}$/);
  });
});

async function open(folder: string, hosts: Hosts, now = NOW) {
  const authority = await openAuthority(folder, hosts, now);
  return { authority, leaf: await openLeaf(folder, authority, hosts, now) };
}

function namesOf(certificate: string): string {
  return new X509Certificate(certificate).subjectAltName ?? '';
}

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lotkeeper-trust-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
