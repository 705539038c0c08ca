// The project's commands, each self-sufficient on a fresh machine: install from the lockfile, build, then act.
import { bin, build, install, run, SERVER_FLAGS } from './prepare.mjs';
import { serve } from './serve.mjs';

const [command = 'help', ...rest] = process.argv.slice(2);

const COMMANDS = {
  demo: () => startServer(['--demo', ...rest]),
  start: () => startServer(rest),
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

function startServer(args) {
  build();
  serve(process.execPath, [...SERVER_FLAGS, 'dist/server/main.js', ...args]);
}

function benchName() {
  if (rest[0] && /^[a-z-]+$/.test(rest[0])) return rest[0];
  console.error('Which benchmark? For example: npm run bench -- sync');
  return process.exit(1);
}
