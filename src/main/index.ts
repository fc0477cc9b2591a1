/** The entry of the Electron shell, which is the product. It only puts the parts together. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { app, ipcMain } from 'electron';
import { archiverEnv, historyCheckEnv } from './kiosk/kiosk-journal.ts';
import { runKiosk } from './kiosk/run-kiosk.ts';
import { endOnFailure, ignoreWriteErrors } from './lifecycle/end-on-failure.ts';
import { failuresIn, restartDelayMs } from './lifecycle/restart.ts';
import { childEnv, takeSecrets } from './lifecycle/child-env.ts';
import { keepFilesPrivate } from './lifecycle/private-files.ts';
import { identifyMachine } from './lifecycle/machine.ts';
import type { Log } from './log/log.ts';
import { openLog } from './log/open-log.ts';
import { createRealWorld } from './world/real-world.ts';
import { chromiumSwitches } from './settings/chromium-switches.ts';
import { defaultDataDir, defaultStateDir } from './settings/data-dir.ts';
import { parseEnvironment, type Environment } from './settings/environment.ts';
import type { OpenSettingsFile } from './settings/file.ts';
import { fixZoom } from './shell/electron/fixed-zoom.ts';
import { linkPage } from './shell/electron/ipc.ts';
import {
  comeToFrontOnSecondStart,
  isOnlyInstance,
  keepScreenOn,
  stopBeforeQuit,
} from './shell/electron/lifecycle.ts';
import { endAndRelaunch } from './shell/electron/relaunch.ts';
import { registerPageScheme, servePage } from './shell/electron/page-protocol.ts';
import { spawnElectronReaders } from './shell/electron/reader-process.ts';
import { reviveCrashedPage } from './shell/electron/revive.ts';
import { keyRingSecrets } from './shell/electron/secrets.ts';
import { captureWedgeInput } from './shell/electron/wedge-input.ts';
import { createWindow, loadPage } from './shell/electron/window.ts';

interface MainOptions {
  dataDir: string;
  environment: Environment;
  log: Log;
}

async function main({ dataDir, environment, log }: MainOptions): Promise<void> {
  const shellLog = log.child({ module: 'shell' });
  const world = createRealWorld();
  const opened = await runKiosk({
    world,
    dataDir,
    place: { machine: identifyMachine(), stateDir: defaultStateDir(thisUser()) },
    environment,
    secrets: keyRingSecrets(dataDir, log.child({ module: 'settings' })),
    loadSettingsFile,
    spawnReaders: spawnElectronReaders(join(import.meta.dirname, 'reader-process.js'), childEnv()),
    spawnHistoryCheck: spawnElectronReaders(
      join(import.meta.dirname, 'check-history-process.js'),
      historyCheckEnv(dataDir, childEnv()),
    ),
    spawnArchiver: (before) =>
      spawnElectronReaders(
        join(import.meta.dirname, 'archive-process.js'),
        archiverEnv(dataDir, before, childEnv()),
      ),
    log,
  });
  if (opened.kind === 'refused') {
    log.error(opened.why);
    app.exit(3);
    return;
  }
  const { kiosk, isSandbox, shopFile } = opened;
  servePage(join(import.meta.dirname, '../renderer'), shopFile);
  const window = createWindow({
    preloadPath: join(import.meta.dirname, '../preload/index.cjs'),
    isSandbox,
    log: shellLog,
  });
  const page = linkPage(window, { kiosk, ipcMain, log: shellLog });
  captureWedgeInput(window.webContents, { kiosk, world, page, log: shellLog });
  fixZoom(window.webContents, kiosk, shellLog);
  reviveCrashedPage(window, world, shellLog);
  comeToFrontOnSecondStart(window);
  keepScreenOn();
  stopBeforeQuit(async () => {
    await opened.stop();
    await world.close();
  }, log);
  await loadPage(window);
}

/** Everything that must happen before Electron is ready. Electron becomes ready only after this module has run. */
function start(): void {
  const parsed = parseEnvironment(process.env);
  if (parsed.kind === 'invalid') {
    openLog({ dataDir: null }).error(`cannot read the environment: ${parsed.problems.join('; ')}`);
    app.exit(2);
    return;
  }
  const { environment } = parsed;
  const dataDir = environment.dataDir ?? defaultDataDir(thisUser());
  const log = openLog({ dataDir });
  const secrets = takeSecrets(process.env);
  const fail = endOnFailure(process, {
    log,
    end() {
      const { argv, env } = process;
      endAndRelaunch(app, { argv, env, ranMs: process.uptime() * 1000, secrets });
    },
  });
  // Keep Chromium's files apart from the kiosk's files.
  app.setPath('userData', join(dataDir, 'chromium'));
  for (const name of chromiumSwitches(process.platform)) app.commandLine.appendSwitch(name);
  registerPageScheme();
  if (!isOnlyInstance()) {
    log.error('another kiosk runs with this data folder');
    app.quit();
    return;
  }
  app
    .whenReady()
    .then(() => delay(restartDelayMs(failuresIn(process.argv))))
    .then(() => main({ dataDir, environment, log }))
    .catch(fail);
}

async function loadSettingsFile(): Promise<OpenSettingsFile> {
  return (await import('./shell/electron/settings-file.ts')).openElectronStore;
}

function thisUser(): Parameters<typeof defaultDataDir>[0] {
  return { platform: process.platform, homeDir: homedir(), env: process.env };
}

ignoreWriteErrors([process.stdout, process.stderr]);
keepFilesPrivate();
start();
