/**
 * The entry of the reader process. It holds all native code of readers, so that a crash of it is not one of the
 * kiosk; it knows no card and no customer, and keeps nothing.
 */
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as v from 'valibot';
import { createHost } from './host.ts';
import { openLink, type Link } from './link.ts';
import { createNodeHidBus } from './hid/node-hid-bus.ts';
import { orderSchema } from '../protocol.ts';
import { SYSTEM_FILES } from './hid/system-files.ts';
import { watchDevices } from './hid/watch-devices.ts';

/** Only Linux has it; elsewhere nothing is there to watch. */
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
    const order = v.parse(orderSchema, message);
    if (order.kind === 'stop') stop();
    else host.take(order);
  });
  link.onEnd(stop);
}

/** Not named `require`: the build puts a constant of that name into every program. */
const requireOptional = createRequire(import.meta.url);

/** By its name, so that it is not bundled and may be missing; also from NODE_PATH, where an owner may add it. */
async function load(library: string): Promise<unknown> {
  try {
    return await Promise.resolve(requireOptional(library));
  } catch {
    return null;
  }
}

/** A device that comes back has a new file, be it by the name of the old one. */
function fileAt(path: string): string | null {
  const file = statSync(path, { throwIfNoEntry: false });
  return file === undefined ? null : `${file.dev}:${file.ino}`;
}

const link = openLink();
if (link === null) {
  process.stderr.write('the reader process is started by the kiosk\n');
  process.exitCode = 2;
} else {
  main(link);
}
