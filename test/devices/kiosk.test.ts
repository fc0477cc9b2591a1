/** From the report of a scanner to the balance on the screen: the whole kiosk except its window, with the sandbox. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openKiosk, type OpenedKiosk } from '../../src/main/kiosk/open-kiosk.ts';
import { spawnNodeReaders } from '../../src/main/readers/supervisor/node-process.ts';
import { createRealWorld, type RealWorld } from '../../src/main/world/real-world.ts';
import { openConfFile } from '../../src/main/settings/conf-file.ts';
import { fileSecrets } from '../../src/main/settings/secrets.ts';
import { startSandbox, type RunningSandbox } from '../../src/sandbox/start.ts';
import type { View } from '../../src/shared/contract.ts';
import type { DeviceBus } from './bus.ts';
import { hidPosReports } from './reports.ts';
import { SCANNER } from './test-devices.ts';
import { createVirtualBus } from './virtual-bus.ts';
import { aLog } from '../builders/log.ts';

const CARD = 'cilwjefwnsvidjfkjskjf';
const WORKER = join(import.meta.dirname, '../../src/main/readers/worker/worker.ts');

let bus: DeviceBus;
let sandbox: RunningSandbox;
let world: RealWorld;
let dataDir: string;
let opened: OpenedKiosk;

beforeEach(async () => {
  bus = createVirtualBus();
  sandbox = await startSandbox({ data: 'demo' });
  world = createRealWorld();
  dataDir = mkdtempSync(join(tmpdir(), 'kiosk-devices-'));
  writeFileSync(
    join(dataDir, 'settings.json'),
    JSON.stringify({
      apiUrl: sandbox.url,
      shopUuid: '123123',
      ownShop: true,
      identifier: { urlParameter: 'c' },
    }),
  );
  const result = await openKiosk({
    world,
    dataDir,
    place: { machine: { id: 'test', parts: [] }, stateDir: null },
    environment: {
      apiUrl: null,
      token: sandbox.token,
      shopUuid: null,
      ownShop: null,
      dataDir: null,
    },
    secrets: fileSecrets(dataDir),
    loadSettingsFile: () => Promise.resolve(openConfFile),
    spawnReaders: spawnNodeReaders(WORKER, { ...process.env, ...bus.env }),
    spawnHistoryCheck: () => ({ kill: () => undefined }),
    spawnArchiver: () => () => ({ kill: () => undefined }),
    log: aLog().log,
  });
  if (result.kind !== 'open') throw new Error(result.why);
  opened = result;
});

afterEach(async () => {
  await opened.stop();
  await world.close();
  await sandbox.stop();
  await bus.stop();
  rmSync(dataDir, { recursive: true });
});

function until(holds: (view: View) => boolean): Promise<View> {
  return new Promise((resolve) => {
    const end = opened.kiosk.onView((view) => {
      if (!holds(view)) return;
      queueMicrotask(() => end());
      resolve(view);
    });
  });
}

async function scan(text: string): Promise<void> {
  for (const report of hidPosReports(text)) await bus.report(SCANNER.serialNumber, report);
}

describe('a card at a scanner', () => {
  it('shows its balance, and a notice for the same card again', async () => {
    await until(({ screen }) => screen.kind === 'idle');
    await bus.plug(SCANNER);
    await until(({ reader }) => reader === 'ready');
    await scan(`https://example.org/card?c=${CARD}`);
    const { screen } = await until((view) => view.screen.kind === 'balance');
    expect(screen).toMatchObject({ kind: 'balance', balance: { isLive: true } });
    await scan(CARD);
    const { notice } = await until((view) => view.notice !== null);
    expect(notice?.kind).toBe('sameCardAgain');
  });

  it('cannot be read while the scanner is unplugged, and the screen says so', async () => {
    await until(({ reader }) => reader === 'none');
    await bus.plug(SCANNER);
    await until(({ reader }) => reader === 'ready');
    await bus.unplug(SCANNER.serialNumber);
    await until(({ reader }) => reader === 'away');
    await bus.plug(SCANNER);
    await until(({ reader }) => reader === 'ready');
    expect(opened.isSandbox).toBe(true);
  });
});
