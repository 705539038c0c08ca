import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

interface FoundChromium {
  readonly executablePath: string;
  /** What the binary needs in its environment besides our own. */
  readonly env: Record<string, string>;
}

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
/** The package's own list of font folders holds only places in a Lambda: every word on a page would be invisible. */
const FONTS = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="relative">fonts-cache</cachedir>
</fontconfig>
`;
const run = promisify(execFile);
const require = createRequire(import.meta.url);

/** The browser tests run in: `CHROMIUM_PATH`, then one installed on this machine, then the one npm installed. */
export async function findChromium(): Promise<FoundChromium> {
  const named = process.env.CHROMIUM_PATH;
  if (named) return { executablePath: named, env: {} };
  const installed = [
    ...(process.env.PATH ?? '').split(delimiter).flatMap((dir) => SYSTEM_NAMES.map((name) => join(dir, name))),
    MAC_CHROME,
  ];
  const found = installed.find((path) => existsSync(path));
  if (found) return { executablePath: found, env: {} };
  return unpackedChromium();
}

/**
 * The packed binary, unpacked once per version. It unpacks into the temporary folder of its process, so a child process with a
 * folder of its own does it; the rename makes it appear whole, for test files starting at the same moment.
 */
async function unpackedChromium(): Promise<FoundChromium> {
  const packed = join(dirname(require.resolve('@sparticuz/chromium')), '..', '..', 'package.json');
  const { version } = JSON.parse(await readFile(packed, 'utf8')) as { version: string };
  const cache = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules', '.cache');
  const home = join(cache, `chromium-${version}-unpacked`);
  if (!existsSync(home)) {
    await mkdir(cache, { recursive: true });
    const staging = await mkdtemp(join(cache, 'chromium-unpacking-'));
    const unpack = "import('@sparticuz/chromium').then((packed) => packed.default.executablePath())";
    // The package ships the libraries a bare system lacks (NSS) but unpacks them only where it believes to be in a Lambda.
    const env = { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
    await run(process.execPath, ['--input-type=module', '-e', unpack], { env, cwd: dirname(cache) });
    await writeFile(join(staging, 'fonts.conf'), FONTS);
    await rename(staging, home).catch(async (fault: unknown) => {
      await rm(staging, { recursive: true });
      if (!existsSync(home)) throw fault;
    });
  }
  const libraries = [join(home, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  return { executablePath: join(home, 'chromium'), env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(home, 'fonts.conf') } };
}
