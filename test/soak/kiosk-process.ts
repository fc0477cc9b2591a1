/** The kiosk in the browser shell, composed as in browser.ts, with a clock that the soak test controls. */
import { join } from 'node:path';
import * as v from 'valibot';
import { archiverEnv, historyCheckEnv } from '../../src/main/kiosk/kiosk-journal.ts';
import { openKiosk } from '../../src/main/kiosk/open-kiosk.ts';
import { spawnNodeReaders } from '../../src/main/readers/supervisor/node-process.ts';
import { childEnv } from '../../src/main/lifecycle/child-env.ts';
import { openLog } from '../../src/main/log/open-log.ts';
import { createRealWorld } from '../../src/main/world/real-world.ts';
import { openConfFile } from '../../src/main/settings/conf-file.ts';
import { fileSecrets } from '../../src/main/settings/secrets.ts';
import { startBrowserShell } from '../../src/main/shell/browser/server.ts';
import { QUIET_MS } from '../../src/shared/quiet-time.ts';
import { epochMs } from '../../src/shared/time.ts';
import { createSlowClock } from './slow-clock.ts';

const configSchema = v.object({ dataDir: v.string(), token: v.string(), beganAtMs: v.number() });
const { dataDir, token, beganAtMs } = v.parse(configSchema, JSON.parse(process.argv[2] ?? ''));

const CALM_MS = 20;

const SOURCES = join(import.meta.dirname, '../../src/main');

const log = openLog({ dataDir: null });

const clock = createSlowClock(beganAtMs);
const real = createRealWorld();
const world = {
  ...real,
  now: () => epochMs(Math.floor(clock.nowMs())),
  monotonicMs: () => clock.nowMs() - beganAtMs,
  // The customers of this test are calm, and have no time to lose.
  after: (delayMs: number, run: () => void) =>
    real.after(delayMs === QUIET_MS ? CALM_MS : delayMs, run),
};
const opened = await openKiosk({
  world,
  place: { machine: { id: 'soak', parts: [] }, stateDir: null },
  dataDir,
  environment: { apiUrl: null, token, shopUuid: null, ownShop: null, dataDir: null },
  secrets: fileSecrets(dataDir),
  loadSettingsFile: () => Promise.resolve(openConfFile),
  spawnReaders: spawnNodeReaders(join(SOURCES, 'readers/worker/worker.ts'), childEnv()),
  spawnHistoryCheck: spawnNodeReaders(
    join(SOURCES, 'journal/check-history-process.ts'),
    historyCheckEnv(dataDir, childEnv()),
  ),
  spawnArchiver: (before) =>
    spawnNodeReaders(
      join(SOURCES, 'journal/archive/archive-process.ts'),
      archiverEnv(dataDir, before, childEnv()),
    ),
  log,
});
if (opened.kind === 'refused') throw new Error(opened.why);
const shell = await startBrowserShell({
  kiosk: opened.kiosk,
  pageDir: join(SOURCES, '../renderer'),
  clientDir: join(SOURCES, 'shell/browser'),
  shopFile: opened.shopFile,
  language: () => opened.language,
  port: 0,
  log,
});

process.on('message', (message) => {
  clock.pass(v.parse(v.number(), message));
  process.send?.({ passed: true });
});
process.once('disconnect', () => {
  shell
    .stop()
    .then(() => opened.stop())
    .then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('the kiosk did not stop cleanly', error);
        process.exit(1);
      },
    );
});
process.send?.({ url: shell.url });
