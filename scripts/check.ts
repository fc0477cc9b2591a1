/** `npm run check`: everything that can be known of the code without running it. */
import { runSteps, type Step } from './steps.ts';

export const CHECKS: readonly Step[] = [
  { name: 'messages', command: ['npm', 'run', '--silent', 'messages'] },
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'types: main, preload, sandbox', command: ['tsc', '-p', 'tsconfig.node.json'] },
  { name: 'types: tests', command: ['tsc', '-p', 'tsconfig.test.json'] },
  {
    name: 'types: screens',
    command: ['svelte-check', '--tsconfig', 'tsconfig.web.json', '--fail-on-warnings'],
  },
  { name: 'lint', command: ['eslint', '--max-warnings', '0', '.'] },
  {
    name: 'arrows',
    command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'scripts', 'test'],
  },
  { name: 'settings page', command: ['node', 'scripts/settings-docs.ts', '--check'] },
  { name: 'dead code', command: ['knip', '--no-config-hints'] },
];

if (import.meta.main) process.exitCode = (await runSteps(CHECKS)) === 0 ? 0 : 1;
