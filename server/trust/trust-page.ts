import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Router } from 'express';
import type { trust } from '../../shared/words/en/trust.ts';
import { fill } from '../../shared/words/words.ts';
import { appleProfile } from './apple-profile.ts';
import { fingerprint } from './trust-folder.ts';

export type TrustWords = Readonly<Record<keyof typeof trust, string>>;

export interface TrustPageParts {
  /** The certificate phones must trust; null when the server has the operator's own. */
  readonly authority: string | null;
  /** Where the app is opened. */
  readonly publicOrigin: string;
  readonly words: TrustWords;
}

/** Beside this module in the source, and copied beside the bundle by the build. */
const page = (file: string) => readFileSync(new URL(`./page/${file}`, import.meta.url), 'utf8');

/** `/trust`: how a phone comes to trust this server, and lights that tell whether it does. Also served over plain HTTP. */
export function trustPages(parts: TrustPageParts): Router {
  const router = Router();
  const give = (path: string, type: string, body: string | Buffer) => {
    router.get(path, (_request, response) => {
      response.set({ 'Content-Type': type, 'Cache-Control': 'no-cache' }).send(body);
    });
  };
  give('/trust', 'text/html; charset=utf-8', trustPage(parts));
  give('/trust/trust.css', 'text/css; charset=utf-8', page('trust.css'));
  give('/trust/trust.js', 'text/javascript; charset=utf-8', page('trust.js'));
  give('/trust/probe-worker.js', 'text/javascript; charset=utf-8', page('probe-worker.js'));
  router.get('/trust/ping', (_request, response) => {
    // The page over plain HTTP asks this over HTTPS, which is another origin.
    response.set({ 'Cross-Origin-Resource-Policy': 'cross-origin', 'Cache-Control': 'no-store' }).sendStatus(204);
  });
  if (parts.authority !== null) {
    const { raw } = new X509Certificate(parts.authority);
    const facts = { name: nameOf(parts.authority), host: new URL(parts.publicOrigin).hostname, der: raw };
    give('/trust/lotkeeper.crt', 'application/x-x509-ca-cert', raw);
    give('/trust/lotkeeper.mobileconfig', 'application/x-apple-aspen-config', appleProfile(facts));
  }
  return router;
}

function trustPage({ authority, publicOrigin, words }: TrustPageParts): string {
  const facts = {
    host: new URL(publicOrigin).host,
    secureUrl: `${publicOrigin}/`,
    authority: authority && nameOf(authority),
    fingerprint: authority && fingerprint(authority),
  };
  const texts: Readonly<Record<string, string | null>> = { ...words, ...facts };
  const guide = authority === null ? `<p>{{${introOf(publicOrigin)}}}</p>` : page('guide.html');
  return page('trust.html')
    .replace('{{{guide}}}', guide)
    .replace(/\{\{([\w.-]+)\}\}/g, (_slot, key: string) => escapeHtml(fill(texts[key] ?? '', facts)));
}

/** Without an authority of ours the server has the operator's certificate, or a proxy's; or it speaks plain HTTP to its own computer. */
function introOf(publicOrigin: string): keyof TrustWords {
  return publicOrigin.startsWith('https:') ? 'trust.intro-own' : 'trust.intro-plain';
}

function nameOf(certificate: string): string {
  return new X509Certificate(certificate).subject.replace(/^CN=/, '');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
