/** A kiosk on its own sandbox and journal, as the benches use it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKioskJournal } from '../../src/main/kiosk/kiosk-journal.ts';
import { createKiosk, type Kiosk } from '../../src/main/kiosk.ts';
import { DEFAULT_SETTINGS } from '../../src/main/settings/schema.ts';
import type { World } from '../../src/main/world/world.ts';
import { SHOP, startBenchSandbox, type BenchSandbox } from './sandbox.ts';

export interface BenchKiosk {
  kiosk: Kiosk;
  sandbox: BenchSandbox;
  stop(): Promise<void>;
}

export async function startBenchKiosk(
  world: World & { close(): Promise<unknown> },
): Promise<BenchKiosk> {
  const sandbox = await startBenchSandbox();
  const folder = mkdtempSync(join(tmpdir(), 'bench-kiosk-'));
  const opened = openKioskJournal(folder, {
    ...world,
    home: { machine: { id: 'bench', parts: [] }, outside: null },
  });
  if (opened.kind !== 'open') throw new Error(opened.kind);
  const kiosk = createKiosk({
    world,
    log: { info: () => undefined, warn: () => undefined },
    settings: {
      ...DEFAULT_SETTINGS,
      ...{ apiUrl: sandbox.url, shopUuid: SHOP, token: sandbox.token },
    },
    settingsProblem: null,
    ignoredSettings: [],
    journal: opened.journal,
    isOwnLedger: true,
    printer: null,
    branding: { logo: null, pictures: [] },
    pinTries: { read: () => 0, keep: () => Promise.resolve(true) },
    saveWedge: () => true,
    isSandbox: true,
    demoCards: [],
  });
  return {
    kiosk,
    sandbox,
    async stop() {
      await kiosk.stop();
      await world.close();
      await sandbox.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
