import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Returns once the disk has the file. */
export function flush(path: string): void {
  const file = openSync(path, process.platform === 'win32' ? 'r+' : 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The same for the names in a folder, where the system knows how; Windows does by itself. */
export function flushFolder(path: string): void {
  if (process.platform !== 'win32') flush(path);
}
