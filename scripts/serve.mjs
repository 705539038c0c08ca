// The server as a child of an npm script, ended whenever that script is, however that came about.
import { spawn, spawnSync } from 'node:child_process';
import { ROOT } from './prepare.mjs';

const LOOK_MS = 500;
/** Ctrl+C reaches this process twice: from the terminal, and passed on by npm. */
const SAME_KEY_MS = 1000;

/**
 * Runs the server in a process group of its own, so that it hears of an end from here only, and once. It also ends when
 * its channel to this process breaks: a killed process passes nothing on.
 */
export function serve(program, args) {
  const child = spawn(program, args, {
    cwd: ROOT,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: process.platform !== 'win32',
  });
  child.on('exit', (code) => process.exit(code ?? 1));
  let asked = 0;
  const end = () => {
    if (Date.now() - asked < SAME_KEY_MS) return;
    asked = Date.now();
    child.kill('SIGTERM');
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
  if (process.env.npm_lifecycle_event !== undefined) whenOrphaned(end);
}

/**
 * npm runs a script through a shell and signals only that: the shell dies of it and tells nobody, and of npm's own
 * sudden death not even the shell is told. So both are looked after.
 */
function whenOrphaned(act) {
  const shell = process.ppid;
  const npm = parentOf(shell);
  const timer = setInterval(() => {
    if (process.ppid === shell && isAlive(npm)) return;
    clearInterval(timer);
    act();
  }, LOOK_MS);
  timer.unref();
}

/** Null where there is no `ps`. */
function parentOf(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' });
  return Number.parseInt(stdout ?? '', 10) || null;
}

function isAlive(pid) {
  if (pid === null) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
