/** The entry of the browser shell: the kiosk, shown in an ordinary browser of this machine. Only composes. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openKiosk } from './kiosk/open-kiosk.ts';
import { spawnNodeReaders } from './readers/supervisor/node-process.ts';
import { endOnFailure, outliveReaders } from './lifecycle/end-on-failure.ts';
import { childEnv, takeSecrets } from './lifecycle/child-env.ts';
import { keepFilesPrivate } from './lifecycle/private-files.ts';
import { createRealWorld } from './world/real-world.ts';
import { openConfFile } from './settings/conf-file.ts';
import { defaultDataDir } from './settings/data-dir.ts';
import { parseEnvironment } from './settings/environment.ts';
import { fileSecrets } from './settings/secrets.ts';
import { startBrowserShell } from './shell/browser/server.ts';

/** Standard output is for the link alone. */
function log(line: string): void {
  process.stderr.write(`kiosk: ${line}\n`);
}

/** Runs until it is told to stop: by a signal, or by the end of the program that started it. */
async function main(): Promise<void> {
  const parsed = parseEnvironment(process.env);
  if (parsed.kind === 'invalid') {
    log(`cannot read the environment: ${parsed.names.join(', ')}`);
    process.exitCode = 2;
    return;
  }
  takeSecrets(process.env);
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
  const { environment } = parsed;
  const dataDir =
    environment.dataDir ??
    defaultDataDir({ platform: process.platform, homeDir: homedir(), env: process.env });

  const world = createRealWorld();
  const opened = await openKiosk({
    world,
    dataDir,
    environment,
    secrets: fileSecrets(dataDir),
    openSettingsFile: openConfFile,
    spawnReaders: spawnNodeReaders(join(import.meta.dirname, 'reader-process.js'), childEnv()),
    log,
  });
  if (opened.kind === 'refused') {
    log(opened.why);
    process.exitCode = 3;
    await world.close();
    return;
  }
  const shell = await startBrowserShell({
    kiosk: opened.kiosk,
    pageDir: join(import.meta.dirname, '../renderer'),
    clientDir: join(import.meta.dirname, '../client'),
    shopFile: opened.shopFile,
    port: Number(values.port),
    log,
  });

  const end = stopOnce(async () => {
    // The page last: it shows what came of a payment that was under way.
    await opened.stop();
    await shell.stop();
    await world.close();
  });
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  process.once('disconnect', end);
  process.stdout.write(`${JSON.stringify({ url: shell.url })}\n`);
}

function stopOnce(stop: () => Promise<void>): () => void {
  let isStopping = false;
  return () => {
    if (isStopping) return;
    isStopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
}

outliveReaders([process.stdout, process.stderr]);
// Its link is good for one browser, so whoever started it has to be told, and shows the next one.
const fail = endOnFailure(process, { log, end: () => process.exit(1) });
keepFilesPrivate();
main().catch(fail);
