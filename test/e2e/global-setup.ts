/** Builds what the journeys need. Fails if the shell that was asked for cannot run. */
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildIfNeeded } from '../../scripts/build-if-needed.ts';
import { buildGallery, buildPseudoGallery } from '../gallery/gallery.ts';
import { RUNNERS } from './runners/index.ts';
import { assertWantedRun } from './runners/wanted.ts';

export default async function setup({ vitest }: TestProject): Promise<void> {
  assertWantedRun(RUNNERS, process.env['KIOSK_JOURNEYS']);
  if (!(await buildIfNeeded(join(import.meta.dirname, '../..'), say))) {
    throw new Error('the build failed');
  }
  // The smoke test shows the kiosk and never the gallery.
  if (vitest.config.tagsFilter?.includes('smoke') !== true) {
    await buildGallery();
    await buildPseudoGallery();
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
