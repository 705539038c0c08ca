import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type LaunchOptions } from 'playwright-core';
import { findChromium } from './chromium.ts';

export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true } as const;
export const DESKTOP = { viewport: { width: 1280, height: 800 } } as const;

/** The host name tests may open; it leads to this machine whatever its DNS says. */
export const TEST_HOST = 'lotkeeper.test';

export const TEST_PICTURE = 'test picture';

interface BrowserWish {
  /**
   * What the fake camera sees: the absolute path of a y4m film it plays in a loop, or Chromium's own test picture. Without it the
   * phone has none and works with a wedge scanner alone: looking for codes where there are none takes most of a core.
   */
  readonly camera?: string | typeof TEST_PICTURE;
  /** Base64 SHA-256 of public keys to trust, for HTTPS with a certificate made for the test. */
  readonly trustedKeys?: readonly string[];
  readonly args?: readonly string[];
}

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  `--host-resolver-rules=MAP ${TEST_HOST} 127.0.0.1`,
];

/** A browser with an empty profile that is gone when it closes. */
export async function launchBrowser(wish: BrowserWish = {}): Promise<Browser> {
  return chromium.launch(await launchOptions(wish));
}

/** A browser whose profile (IndexedDB, service worker, local storage) stays in `profileDir` to be opened again. */
export async function openProfile(profileDir: string, wish: BrowserWish & BrowserContextOptions = {}): Promise<BrowserContext> {
  const { camera: _camera, trustedKeys: _keys, args: _args, ...context } = wish;
  return chromium.launchPersistentContext(profileDir, { ...context, ...(await launchOptions(wish)) });
}

export async function closeBrowser(open: Browser | BrowserContext | undefined): Promise<void> {
  await open?.close();
}

async function launchOptions(wish: BrowserWish): Promise<LaunchOptions> {
  const { executablePath, env } = await findChromium();
  const args = [...QUIET, ...cameraFlags(wish.camera)];
  if (wish.trustedKeys) args.push(`--ignore-certificate-errors-spki-list=${wish.trustedKeys.join(',')}`);
  return { executablePath, headless: true, args: [...args, ...(wish.args ?? [])], env: { ...definedEnv(), ...env } };
}

function cameraFlags(camera: BrowserWish['camera']): readonly string[] {
  const granted = '--use-fake-ui-for-media-stream';
  if (camera === undefined) return [granted, '--use-fake-device-for-media-stream=device-count=0'];
  const device = [granted, '--use-fake-device-for-media-stream'];
  return camera === TEST_PICTURE ? device : [...device, `--use-file-for-fake-video-capture=${camera}`];
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
