import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** Three suites: what is fast and in-process, what reads virtual devices, and what drives a real browser. */
export default defineConfig({
  test: {
    projects: [
      {
        // For what the renderer has in `.svelte.ts`.
        plugins: [svelte({ configFile: 'svelte.config.js' })],
        // A machine that is busy with something else may take long over what takes a moment.
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000 },
      },
      {
        // Real devices to the real node-hid, so each file has the machine's timing for itself.
        test: {
          name: 'devices',
          include: ['test/devices/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
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
        },
      },
    ],
  },
});
