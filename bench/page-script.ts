import { join } from 'node:path';
import { build } from 'esbuild';

/** A page's program, from a file under this folder, bundled as the app is: one module, small names. */
export async function pageScript(entry: string): Promise<string> {
  const entryPoints = [join(import.meta.dirname, entry)];
  const bundle = await build({ entryPoints, bundle: true, write: false, format: 'esm', target: 'es2022', minify: true });
  return bundle.outputFiles[0]?.text ?? '';
}
