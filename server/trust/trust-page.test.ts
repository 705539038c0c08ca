import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import express from 'express';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { trust as words } from '../../shared/words/en/trust.ts';
import { makeAuthority } from './authority.ts';
import { fingerprint } from './trust-folder.ts';
import { type TrustWords, trustPages } from './trust-page.ts';

const ORIGIN = 'https://lotkeeper.test:8080';
let certificate: string;
beforeAll(async () => {
  certificate = (await makeAuthority(['lotkeeper.test'], new Date())).certificate;
});

const opened: Server[] = [];
afterEach(() => {
  for (const server of opened.splice(0)) server.close();
});

describe('the trust page', () => {
  it('says every sentence there is for it, filled in', async () => {
    const page = unescaped(await (await open())('/trust'));
    const facts = { host: 'lotkeeper.test:8080', authority: new X509Certificate(certificate).subject.slice('CN='.length) };
    for (const [key, sentence] of Object.entries(words)) {
      if (key === 'trust.intro-own' || key === 'trust.intro-plain') continue;
      expect(page).toContain(sentence.replace('{host}', facts.host).replace('{authority}', facts.authority));
    }
    expect(page).not.toMatch(/\{|\}/);
    expect(page).toContain(fingerprint(certificate));
  });

  it('without an authority of ours says whose certificate there is, and none over plain HTTP', async () => {
    const told = async (publicOrigin: string) => unescaped(await (await open({ authority: null, publicOrigin }))('/trust'));
    const [own, plain] = [await told(ORIGIN), await told('http://localhost:8080')];
    expect([own.includes(words['trust.intro-own']), own.includes(words['trust.intro-plain'])]).toEqual([true, false]);
    expect([plain.includes(words['trust.intro-own']), plain.includes(words['trust.intro-plain'])]).toEqual([false, true]);
  });

  it('runs no script and no style of its own text, as the content policy wants', async () => {
    const page = await (await open())('/trust');
    expect(page).not.toMatch(/<style|style=|<script(?![^>]*src=)|\son\w+=/);
  });

  it('shows words as words', async () => {
    const hostile = Object.fromEntries(Object.keys(words).map((key) => [key, '"><script>x</script>'])) as TrustWords;
    expect(await (await open({ words: hostile }))('/trust')).not.toContain('<script>x');
  });

  it('tests itself with files that are there', async () => {
    const ask = await open();
    for (const path of ['/trust/trust.css', '/trust/trust.js', '/trust/probe-worker.js']) expect(await ask(path)).not.toBe('');
    const ping = await fetch(`${ask.base}/trust/ping`);
    expect([ping.status, ping.headers.get('cross-origin-resource-policy')]).toEqual([204, 'cross-origin']);
  });
});

describe('the profile for iPhones', () => {
  it('carries the root certificate itself', async () => {
    const profile = await (await open())('/trust/lotkeeper.mobileconfig');
    const [, data = ''] = /<data>(.*)<\/data>/.exec(profile) ?? [];
    expect(new X509Certificate(Buffer.from(data, 'base64')).fingerprint256).toBe(new X509Certificate(certificate).fingerprint256);
  });

  it('is the same profile whenever it is downloaded, and another for another root', async () => {
    const uuids = async (root: string) => (await (await open({ authority: root }))('/trust/lotkeeper.mobileconfig')).match(UUIDS);
    const other = (await makeAuthority(['lotkeeper.test'], new Date())).certificate;
    expect(await uuids(certificate)).toEqual(await uuids(certificate));
    expect(new Set([...((await uuids(certificate)) ?? []), ...((await uuids(other)) ?? [])]).size).toBe(4);
  });
});

const UUIDS = /[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}/g;

async function open(changes: { words?: TrustWords; authority?: string | null; publicOrigin?: string } = {}) {
  const pages = trustPages({ authority: certificate, publicOrigin: ORIGIN, words, ...changes });
  const server = express().use(pages).listen(0, '127.0.0.1');
  opened.push(server);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  const base = `http://127.0.0.1:${address.port}`;
  return Object.assign(async (path: string) => (await fetch(base + path)).text(), { base });
}

function unescaped(html: string): string {
  return html.replace(/&#(\d+);/g, (_entity, code: string) => String.fromCharCode(Number(code)));
}
