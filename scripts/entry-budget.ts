import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

interface Budget {
  /** The entry and everything it imports statically, gzipped. */
  readonly scriptBytes: number;
  /** All style sheets together, gzipped. */
  readonly styleBytes: number;
}

/** Fails the build when the floor's first load outgrows its budget: a phone in a cold store loads it over a weak line. */
export function entryBudget(budget: Budget): Plugin {
  return {
    name: 'entry-budget',
    apply: 'build',
    enforce: 'post',
    writeBundle(_options, bundle) {
      const script = sum(entryChunks(bundle).map((chunk) => chunk.code));
      const styles = Object.values(bundle).filter((file) => file.type === 'asset' && file.fileName.endsWith('.css'));
      const style = sum(styles.map((file) => (file.type === 'asset' ? file.source : '')));
      this.info(
        `floor entry ${kilobytes(script)} of ${kilobytes(budget.scriptBytes)}, CSS ${kilobytes(style)} of ${kilobytes(budget.styleBytes)}`,
      );
      if (script > budget.scriptBytes)
        this.error(`the floor entry is ${kilobytes(script)} gzipped, at most ${kilobytes(budget.scriptBytes)}`);
      if (style > budget.styleBytes)
        this.error(`the style sheets are ${kilobytes(style)} gzipped, at most ${kilobytes(budget.styleBytes)}`);
    },
  };
}

function entryChunks(bundle: Rolldown.OutputBundle): Rolldown.OutputChunk[] {
  const reached = new Map<string, Rolldown.OutputChunk>();
  const visit = (fileName: string): void => {
    const file = bundle[fileName];
    if (file?.type !== 'chunk' || reached.has(fileName)) return;
    reached.set(fileName, file);
    for (const imported of file.imports) visit(imported);
  };
  for (const file of Object.values(bundle)) if (file.type === 'chunk' && file.isEntry) visit(file.fileName);
  return [...reached.values()];
}

function sum(sources: readonly (string | Uint8Array)[]): number {
  return sources.reduce((bytes, source) => bytes + gzipSync(source, { level: 9 }).length, 0);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
