import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type LaunchOptions } from 'playwright-core';
import { findChromium } from './chromium.ts';

export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true } as const;
export const DESKTOP = { viewport: { width: 1280, height: 800 } } as const;

/** The host name tests may open; it leads to this machine whatever its DNS says. */
export const TEST_HOST = 'lotkeeper.test';

interface BrowserWish {
  /** Absolute path of a y4m film the fake camera plays in a loop. Without it the fake camera shows its own test picture. */
  readonly camera?: string;
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

/** Two pictures a second for whoever does not scan by camera: decoding what shows no label would take the machine from the rest. */
const FAKE_CAMERA = ['--use-fake-device-for-media-stream=fps=2', '--use-fake-ui-for-media-stream'];
const FILMED_CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

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
  const camera = wish.camera ? [...FILMED_CAMERA, `--use-file-for-fake-video-capture=${wish.camera}`] : FAKE_CAMERA;
  const args = [...QUIET, ...camera];
  if (wish.trustedKeys) args.push(`--ignore-certificate-errors-spki-list=${wish.trustedKeys.join(',')}`);
  return { executablePath, headless: true, args: [...args, ...(wish.args ?? [])], env: { ...definedEnv(), ...env } };
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
