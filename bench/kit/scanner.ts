/** A virtual scanner, read by the real node-hid in a real reader process, whose codes go to a kiosk. */
import { join } from 'node:path';
import type { Kiosk } from '../../src/main/kiosk.ts';
import { createLog } from '../../src/main/log/create-log.ts';
import { spawnNodeReaders } from '../../src/main/readers/supervisor/node-process.ts';
import { createSupervisor } from '../../src/main/readers/supervisor/supervisor.ts';
import { DEFAULT_SETTINGS } from '../../src/main/settings/schema.ts';
import type { World } from '../../src/main/world/world.ts';
import { hidPosReports } from '../../test/devices/reports.ts';
import { SCANNER } from '../../test/devices/test-devices.ts';
import { createVirtualBus } from '../../test/devices/virtual-bus.ts';

const WORKER = join(import.meta.dirname, '../../src/main/readers/worker/worker.ts');
const KEY = 'bench';

export interface BenchScanner {
  /** Resolves when the reports of the code are delivered. */
  scan: (code: string) => Promise<void>;
  stop: () => Promise<void>;
}

export async function startBenchScanner(
  world: Pick<World, 'after'>,
  kiosk: Pick<Kiosk, 'scan'>,
): Promise<BenchScanner> {
  const bus = createVirtualBus();
  await bus.plug(SCANNER);
  const ready = Promise.withResolvers<null>();
  const supervisor = createSupervisor({
    world,
    spawn: spawnNodeReaders(WORKER, { ...process.env, ...bus.env }),
    readers: DEFAULT_SETTINGS.readers,
    onCode: ({ text }) =>
      kiosk.scan(text, { key: KEY, name: KEY, rules: null, isNeverRandom: true }),
    onFault: ({ kind }) => ready.reject(new Error(`the scanner reported ${kind}`)),
    onRaw: () => undefined,
    onHealth(readers) {
      if (readers.some(({ status }) => status.kind === 'ready')) ready.resolve(null);
    },
    log: createLog({ module: 'bench', now: () => new Date(), write: () => undefined }),
  });
  supervisor.start();
  await ready.promise;
  return {
    async scan(code) {
      for (const report of hidPosReports(code)) await bus.report(SCANNER.serialNumber, report);
    },
    async stop() {
      await supervisor.stop();
      await bus.stop();
    },
  };
}
