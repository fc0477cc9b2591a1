/**
 * The entry of the reader process. All native code of readers runs here, so that its crashes do not take the kiosk
 * down. The process knows no customers and stores nothing.
 */
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as v from 'valibot';
import { createHost } from './host.ts';
import { openLink, type Link } from './link.ts';
import { createNodeHidBus } from './hid/node-hid-bus.ts';
import { commandSchema } from '../protocol.ts';
import { SYSTEM_FILES } from './hid/system-files.ts';
import { watchDevices } from './hid/watch-devices.ts';

/** Exists only on Linux. Elsewhere there is nothing to watch. */
const DEVICE_FILES = '/dev';

function main(link: Link): void {
  const host = createHost({
    bus: createNodeHidBus(),
    send: link.send,
    nowMs: () => performance.now(),
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    load,
    fileAt,
    files: SYSTEM_FILES,
    watch: (onChange) => watchDevices(DEVICE_FILES, onChange),
  });

  function stop(): void {
    host.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  }

  link.onMessage((message) => {
    const command = v.parse(commandSchema, message);
    if (command.kind === 'stop') stop();
    else host.handle(command);
  });
  link.onEnd(stop);
}

/** Not named `require`, because the build adds a constant of that name to every bundle. */
const requireOptional = createRequire(import.meta.url);

/** Loads by name, so that the package is not bundled and may be missing. Also finds packages in NODE_PATH. */
async function load(library: string): Promise<unknown> {
  try {
    return await Promise.resolve(requireOptional(library));
  } catch {
    return null;
  }
}

/** A device that is plugged in again has a new file, even if the file has the same name. */
function fileAt(path: string): string | null {
  const file = statSync(path, { throwIfNoEntry: false });
  return file === undefined ? null : `${file.dev}:${file.ino}`;
}

const link = openLink();
if (link === null) {
  process.stderr.write('the kiosk starts this process; it does nothing by itself\n');
  process.exitCode = 2;
} else {
  main(link);
}
