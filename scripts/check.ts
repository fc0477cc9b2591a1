/** `npm run check`: all checks of the code that do not run it. */
import type { Step } from './step.ts';
import { runSteps } from './steps.ts';

/** Generated code, which the compiler and the linter read. */
const MESSAGES = ['messages'];

/**
 * The longest checks come first, so that the short ones fill the other core. Each check has its cache in `.cache`.
 */
export const CHECKS: readonly Step[] = [
  { name: 'messages', command: ['npm', 'run', '--silent', 'messages'] },
  {
    name: 'lint',
    command: [
      'eslint',
      '--max-warnings',
      '0',
      ...['--cache', '--cache-strategy', 'content', '--cache-location', '.cache/eslint/'],
      '.',
    ],
    after: MESSAGES,
  },
  {
    name: 'format',
    command: [
      'prettier',
      '--check',
      ...['--log-level', 'warn'],
      ...['--cache', '--cache-strategy', 'content', '--cache-location', '.cache/prettier.json'],
      '.',
    ],
  },
  { name: 'types of tests', command: ['tsc', '-p', 'tsconfig.test.json'], after: MESSAGES },
  {
    name: 'types of main, preload and sandbox',
    command: ['tsc', '-p', 'tsconfig.node.json'],
    after: MESSAGES,
  },
  {
    name: 'types of screens',
    command: ['svelte-check', '--tsconfig', 'tsconfig.web.json', '--fail-on-warnings'],
    after: MESSAGES,
  },
  {
    name: 'imports',
    command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'scripts', 'test'],
    after: MESSAGES,
  },
  { name: 'settings page', command: ['node', 'scripts/settings-docs.ts', '--check'] },
  { name: 'dead code', command: ['knip', '--no-config-hints'], after: MESSAGES },
];

if (import.meta.main) process.exitCode = (await runSteps(CHECKS)) === 0 ? 0 : 1;
