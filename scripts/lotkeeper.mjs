// The project's commands, each self-sufficient on a fresh machine: install from the lockfile, build, then act.
import { spawn } from 'node:child_process';
import { bin, build, install, ROOT, run, SERVER_FLAGS } from './prepare.mjs';

const [command = 'help', ...rest] = process.argv.slice(2);

const COMMANDS = {
  demo: () => serve(['--demo', ...rest]),
  start: () => serve(rest),
  build: () => build(),
  test: () => run(bin('vitest'), ['run', ...rest]),
  check: () => {
    run('npm', ['run', '--silent', 'types']);
    run('npm', ['run', '--silent', 'lint']);
    run(bin('vitest'), ['run']);
  },
  bench: () => run(bin('tsx'), [`bench/${benchName()}.bench.ts`, ...rest.slice(1)], { NODE_OPTIONS: SERVER_FLAGS.join(' ') }),
  screens: () => run(bin('tsx'), ['e2e/screens.cli.ts', ...rest]),
  run: () => run(bin('tsx'), rest),
};

if (!Object.hasOwn(COMMANDS, command)) {
  console.error(`Unknown command "${command}". One of: ${Object.keys(COMMANDS).join(', ')}.`);
  process.exit(1);
}
install();
COMMANDS[command]();

/** Serves in a child so that Ctrl+C and SIGTERM reach the server itself, which then finishes what it is doing. */
function serve(args) {
  build();
  const child = spawn(process.execPath, [...SERVER_FLAGS, 'dist/server/main.js', ...args], { cwd: ROOT, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}

function benchName() {
  if (rest[0] && /^[a-z-]+$/.test(rest[0])) return rest[0];
  console.error('Which benchmark? For example: npm run bench -- sync');
  return process.exit(1);
}
