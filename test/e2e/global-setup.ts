/** Before the first journey: fresh builds, and a loud word about each shell that this machine cannot run. */
import { join } from 'node:path';
import { buildIfNeeded } from '../../scripts/build-if-needed.ts';
import { buildGallery, buildPseudoGallery } from '../gallery/gallery.ts';
import { browserRunner } from './runners/browser.ts';
import { electronRunner } from './runners/electron.ts';

export default async function setup(): Promise<void> {
  if (!(await buildIfNeeded(join(import.meta.dirname, '../..'), say))) {
    throw new Error('the build failed, and journeys are made with what was built');
  }
  await buildGallery();
  await buildPseudoGallery();
  for (const { name, lacks } of [browserRunner, electronRunner]) {
    if (lacks !== null)
      say(`\n  SKIPPED: every journey in ${name}. This machine lacks it: ${lacks}.\n`);
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
