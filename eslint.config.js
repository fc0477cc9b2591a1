import vitest from '@vitest/eslint-plugin';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** In these folders everything non-deterministic comes through `World`, so that the simulation runs production code. */
const CORE = [
  'src/main/wallet/**/*.ts',
  'src/main/sync/**/*.ts',
  'src/main/session/**/*.ts',
  'src/main/journal/**/*.ts',
  'src/main/leat/**/*.ts',
];

const FROM_WORLD =
  'Take it from `World`, so that the simulation controls it (src/main/world/world.ts).';

export default ts.config(
  {
    ignores: [
      'out/',
      'coverage/',
      '.cache/',
      '.kiosk/',
      'src/renderer/messages/generated/',
      '*.cjs',
    ],
  },
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.node.json', './tsconfig.web.json', './tsconfig.test.json'],
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      'max-params': ['error', 3],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      eqeqeq: 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser, svelteConfig },
    },
    rules: {
      'svelte/button-has-type': 'error',
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      'max-lines-per-function': 'off',
    },
  },
  {
    files: CORE,
    rules: {
      'no-restricted-globals': [
        'error',
        ...['Date', 'setTimeout', 'setInterval', 'setImmediate', 'fetch', 'performance'].map(
          (name) => ({
            name,
            message: FROM_WORLD,
          }),
        ),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: FROM_WORLD },
        { object: 'crypto', property: 'randomUUID', message: FROM_WORLD },
        { object: 'process', property: 'env', message: 'Take settings as an argument.' },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    plugins: { vitest },
    rules: {
      ...vitest.configs.recommended.rules,
      'vitest/no-focused-tests': 'error',
      'vitest/no-disabled-tests': 'error',
      'max-lines-per-function': 'off',
      // These count as assertions: fast-check's, and what a customer must see (test/e2e/customer.ts).
      'vitest/expect-expect': [
        'error',
        {
          assertFunctionNames: [
            'expect',
            'expect*',
            'fc.assert',
            'assert*',
            'ears.hears',
            'customer.sees',
            'customer.reads',
            'customer.readsNoMore',
            'customer.readsMoney',
          ],
        },
      ],
    },
  },
  {
    files: ['*.js', '*.cjs'],
    extends: [ts.configs.disableTypeChecked],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
);
