import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { countReporter } from './scripts/count-reporter.ts';

/** Three suites: what runs in one process, what reads virtual devices, and what drives a real browser. */
export default defineConfig({
  test: {
    reporters: ['default', countReporter],
    projects: [
      {
        // The renderer has runes in `.svelte.ts` files.
        plugins: [svelte({ configFile: 'svelte.config.js' })],
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          // A new process for each file costs 20 s in all. The full proof isolates them, so that both ways are proven.
          isolate: process.env['KIOSK_PROOF'] === 'full',
          // A busy machine may take long over a short test.
          testTimeout: 60_000,
        },
      },
      {
        // Real timing of devices, so one file at a time.
        test: {
          name: 'devices',
          include: ['test/devices/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/global-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
          tags: [{ name: 'smoke', description: 'One of the six journeys of `npm test`.' }],
        },
      },
    ],
  },
});
