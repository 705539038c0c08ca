import { ConfigError, readConfig } from './config.ts';
import { demoGreeting } from './demo/demo-page.ts';
import { printStart } from './ops/console.ts';
import { createLog } from './ops/log.ts';
import { machineFacts } from './ops/machine.ts';
import { shutDownOnSignal } from './ops/shutdown.ts';
import { openProduct, readWish } from './product.ts';
import { serve } from './serve.ts';

/** Where the build puts the phone app; like the data folder's default, seen from where the server is started. */
const CLIENT_DIR = 'dist/client';
/** A demo keeps away from the data folder of a real store. */
const DEMO_DATA = './data/demo';

try {
  await start();
} catch (error) {
  process.stderr.write(`Lotkeeper cannot start.\n${reasonOf(error)}\n`);
  process.exit(1);
}

async function start(): Promise<void> {
  const wish = readWish(process.argv.slice(2));
  const config = readConfig(wish.demo ? { LOTKEEPER_DATA: DEMO_DATA, ...process.env } : process.env, machineFacts());
  const log = createLog(config.log);
  const product = await openProduct(config, wish, log);
  const served = await serve({ config, product, log, clientDir: CLIENT_DIR, machine: machineFacts });
  shutDownOnSignal({ log, finishRequests: served.finishRequests, closers: [...served.closers, ...product.closers] });
  await printStart(served.facts);
  if (wish.demo) process.stdout.write(`${demoGreeting(served.facts.hereAt ?? config.publicOrigin).join('\n  ')}\n`);
}

function reasonOf(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') return 'LOTKEEPER_PORT: another program listens there already.';
  return error.stack ?? error.message;
}
