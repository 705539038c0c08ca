import { runAsBuilt } from './as-built.ts';

process.exitCode = runAsBuilt('bench/sync/measure-late.ts');
