// Checks the dependency rules. dependency-cruiser reads TypeScript through swc, whose options it fixes without JSX;
// the parser is told here, by the file's own ending, whether it holds JSX.
import { createRequire } from 'node:module';
import { ROOT } from './prepare.mjs';

const require = createRequire(import.meta.url);
const swc = require('@swc/core');
const { parseFileSync } = swc;
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith('.tsx') });

const { cruise } = await import('dependency-cruiser');
const { options, forbidden } = require('../.dependency-cruiser.cjs');
process.chdir(ROOT);
const { output, exitCode } = await cruise(['client', 'server', 'shared', 'e2e', 'bench'], {
  ...options,
  ruleSet: { forbidden },
  validate: true,
  outputType: 'err',
});
console.log(output);
process.exit(exitCode);
