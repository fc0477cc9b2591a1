/**
 * The entry of the browser shell: the kiosk in an ordinary browser on this machine. It only puts the parts together.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { archiverEnv, historyCheckEnv } from './kiosk/kiosk-journal.ts';
import { runKiosk } from './kiosk/run-kiosk.ts';
import { spawnNodeReaders } from './readers/supervisor/node-process.ts';
import { endOnFailure, ignoreWriteErrors } from './lifecycle/end-on-failure.ts';
import { childEnv, takeSecrets } from './lifecycle/child-env.ts';
import { keepFilesPrivate } from './lifecycle/private-files.ts';
import { identifyMachine } from './lifecycle/machine.ts';
import type { Log } from './log/log.ts';
import { openLog } from './log/open-log.ts';
import { createRealWorld } from './world/real-world.ts';
import { defaultDataDir, defaultStateDir } from './settings/data-dir.ts';
import { parseEnvironment, type Environment } from './settings/environment.ts';
import { fileSecrets } from './settings/secrets.ts';
import { portProblem } from './shell/browser/port-problem.ts';
import { startBrowserShell } from './shell/browser/server.ts';

interface MainOptions {
  dataDir: string;
  environment: Environment;
  log: Log;
  fail: (error: unknown) => void;
}

/** Runs until a signal, or until the program that started it ends. */
async function main({ dataDir, environment, log, fail }: MainOptions): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
  const port = Number(values.port);
  const whyNoPort = await portProblem(port);
  if (whyNoPort !== null) {
    log.error(whyNoPort);
    process.exitCode = 2;
    return;
  }
  const world = createRealWorld();
  const opened = await runKiosk({
    world,
    dataDir,
    place: { machine: identifyMachine(), stateDir: defaultStateDir(thisUser()) },
    environment,
    secrets: fileSecrets(dataDir),
    loadSettingsFile: async () => (await import('./settings/conf-file.ts')).openConfFile,
    spawnReaders: spawnNodeReaders(join(import.meta.dirname, 'reader-process.js'), childEnv()),
    spawnHistoryCheck: spawnNodeReaders(
      join(import.meta.dirname, 'check-history-process.js'),
      historyCheckEnv(dataDir, childEnv()),
    ),
    spawnArchiver: (before) =>
      spawnNodeReaders(
        join(import.meta.dirname, 'archive-process.js'),
        archiverEnv(dataDir, before, childEnv()),
      ),
    log,
  });
  if (opened.kind === 'refused') {
    log.error(opened.why);
    process.exitCode = 3;
    await world.close();
    return;
  }
  const shell = await startBrowserShell({
    kiosk: opened.kiosk,
    pageDir: join(import.meta.dirname, '../renderer'),
    clientDir: join(import.meta.dirname, '../client'),
    shopFile: opened.shopFile,
    language: () => opened.language(),
    port,
    log: log.child({ module: 'shell' }),
  });

  const end = stopOnce(async () => {
    // The page is stopped last, because it still shows the result of a payment that was running.
    await opened.stop();
    await shell.stop();
    await world.close();
  }, fail);
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  process.once('disconnect', end);
  process.stdout.write(`${JSON.stringify({ url: shell.url })}\n`);
}

function stopOnce(stop: () => Promise<void>, fail: (error: unknown) => void): () => void {
  let isStopping = false;
  return () => {
    if (isStopping) return;
    isStopping = true;
    stop().then(() => process.exit(0), fail);
  };
}

/** Only the link goes to standard output. The log goes to standard error. */
function start(): void {
  const parsed = parseEnvironment(process.env);
  if (parsed.kind === 'invalid') {
    openLog({ dataDir: null }).error(`cannot read the environment: ${parsed.problems.join('; ')}`);
    process.exitCode = 2;
    return;
  }
  takeSecrets(process.env);
  const { environment } = parsed;
  const dataDir = environment.dataDir ?? defaultDataDir(thisUser());
  const log = openLog({ dataDir });
  // This program does not restart itself: each start makes a new link, which the program that started it must show.
  const fail = endOnFailure(process, { log, end: () => process.exit(1) });
  main({ dataDir, environment, log, fail }).catch(fail);
}

function thisUser(): Parameters<typeof defaultDataDir>[0] {
  return { platform: process.platform, homeDir: homedir(), env: process.env };
}

ignoreWriteErrors([process.stdout, process.stderr]);
keepFilesPrivate();
start();
