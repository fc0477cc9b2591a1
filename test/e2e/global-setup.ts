/** Builds what the journeys need. Fails if the shell that was asked for cannot run. */
import { join } from 'node:path';
import { buildIfNeeded } from '../../scripts/build-if-needed.ts';
import { RUNNERS } from './runners/index.ts';
import { assertWantedRun } from './runners/wanted.ts';

export default async function setup(): Promise<void> {
  assertWantedRun(RUNNERS, process.env['KIOSK_JOURNEYS']);
  if (!(await buildIfNeeded(join(import.meta.dirname, '../..'), say))) {
    throw new Error('the build failed');
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
