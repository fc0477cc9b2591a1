/**
 * `npm start`: builds if needed, starts the sandbox if no real shop is set up, and shows the kiosk in Electron. If
 * Electron cannot run, it shows the demo in a browser and says why. It stops everything that it started.
 */
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { takeSecrets } from '../src/main/lifecycle/child-env.ts';
import { ignoreWriteErrors } from '../src/main/lifecycle/end-on-failure.ts';
import {
  failureCount,
  RESTART_EXIT_CODE,
  RESTARTED_BY,
  restartDelayMs,
} from '../src/main/lifecycle/restart.ts';
import { parseEnvironment } from '../src/main/settings/environment.ts';
import { portProblem } from '../src/main/shell/browser/port-problem.ts';
import { buildIfNeeded } from './build-if-needed.ts';
import { trackChildren, type Children } from './children.ts';
import { chooseShell, whyNoElectron } from './choose-shell.ts';
import { demoLines } from './demo-lines.ts';
import { electronBinary, type ElectronBinary } from './electron-binary.ts';
import { firstJsonLine } from './first-json-line.ts';
import { openInBrowser } from './open-browser.ts';
import {
  lacksToken,
  parseStartOptions,
  placeFor,
  USAGE,
  type Place,
  type StartOptions,
} from './start-options.ts';
import { startSandbox } from './start-sandbox.ts';

const root = join(import.meta.dirname, '..');
const HOW_TO_STOP = 'to stop the kiosk, press Ctrl+C';
const ELECTRON_WITHIN_MS = 20_000;
const KIOSK_READY_WITHIN_MS = 30_000;

/** Standard output has only the line of JSON, for a program. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

const children = trackChildren();

/** Runs until the kiosk ends or a signal arrives; returns the exit code. */
async function main(): Promise<number> {
  const parsed = parseStartOptions(process.argv.slice(2));
  if (parsed.kind === 'wrong') {
    say(`${parsed.why}\nusage: ${USAGE}`);
    return 2;
  }
  const environment = parseEnvironment(process.env);
  if (environment.kind === 'invalid') {
    say(`these environment variables are not valid: ${environment.problems.join('; ')}`);
    return 2;
  }
  const whyNoPort = await portProblem(parsed.options.port);
  if (whyNoPort !== null) {
    say(whyNoPort);
    return 2;
  }
  const secrets = takeSecrets(process.env);
  if (!(await buildIfNeeded(root, say))) return 1;

  const { options } = parsed;
  const place = placeFor(environment.environment, root);
  const shell = chooseShell(await findElectron(options), {
    asked: options.shell,
    isDemo: place.isDemo,
  });
  if (shell.kind === 'none') {
    say(shell.why);
    return 1;
  }
  const { isShared } = options;
  if (isShared && !place.isDemo) {
    say('--shared-shop is for the demo; for a real shop, set ownShop in the settings');
    return 2;
  }
  const isOwnShop = !isShared && environment.environment.ownShop !== false;
  const sandboxPlace = { root, dataDir: place.dataDir, isShared, isOwnShop };
  const sandbox = place.isDemo ? await startSandbox(children, sandboxPlace) : {};
  if (sandbox === null) {
    say('the sandbox did not start');
    return 1;
  }
  if (place.isDemo) demoLines().forEach(say);
  else if (lacksToken(environment.environment, place.dataDir)) say(tokenMissing(place));
  const env = { ...process.env, ...secrets, ...sandbox, KIOSK_DATA_DIR: place.dataDir };
  if (shell.kind === 'electron') return await inElectron(children, shell.path, env);
  if (shell.why !== null) say(shell.why);
  return await inBrowser(children, options, env);
}

function tokenMissing({ dataDir }: Place): string {
  return `a real shop is set up in ${dataDir}, but there is no token: set KIOSK_API_TOKEN. Until then the kiosk is out of service. For a demo, set KIOSK_DATA_DIR to another folder`;
}

async function findElectron({ shell }: StartOptions): Promise<ElectronBinary> {
  if (shell === 'browser') return { kind: 'away', why: 'you asked for the browser' };
  const userId = process.getuid?.() ?? null;
  const { platform, env } = process;
  const why = whyNoElectron({ platform, env, userId });
  if (why !== null) return { kind: 'away', why };
  const packageDir = join(root, 'node_modules/electron');
  return await electronBinary({ packageDir, timeoutMs: ELECTRON_WITHIN_MS, say });
}

async function inElectron(
  started: Children,
  path: string,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const watchedEnv = { ...env, [RESTARTED_BY]: 'npm start' };
  for (let failures = 0; ;) {
    const beganAtMs = performance.now();
    const child = started.start(path, [root], { env: watchedEnv, stdio: 'inherit' });
    say('the kiosk is shown in Electron');
    say(HOW_TO_STOP);
    const exitCode = await exitCodeOf(child);
    if (exitCode !== RESTART_EXIT_CODE) return exitCode;
    failures = failureCount(failures, performance.now() - beganAtMs);
    say('the kiosk failed and starts again');
    await delay(restartDelayMs(failures));
    if (isEnding) return 0;
  }
}

async function inBrowser(
  started: Children,
  { port, isToOpen }: StartOptions,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const script = join(root, 'out/main/browser.js');
  const child = started.start(process.execPath, [script, '--port', String(port)], {
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const line = await firstJsonLine(child, KIOSK_READY_WITHIN_MS);
  const ready = v.safeParse(
    v.object({ url: v.string() }),
    line.kind === 'line' ? line.value : null,
  );
  if (!ready.success) {
    say('the kiosk did not start');
    return 1;
  }
  const { url } = ready.output;
  // For a program that starts the kiosk. A person reads the line below.
  if (!process.stdout.isTTY) process.stdout.write(`${JSON.stringify({ url })}\n`);
  say(`open this link, in one browser, once: ${url}`);
  say(HOW_TO_STOP);
  if (isToOpen) openInBrowser(url);
  return await exitCodeOf(child);
}

function exitCodeOf(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (exitCode) => resolve(exitCode ?? 1));
  });
}

/** Runs once: when the kiosk ends, on a failure, or on a signal. */
let isEnding = false;
function end(exitCode: number): void {
  if (isEnding) return;
  isEnding = true;
  children.stop().then(
    () => process.exit(exitCode),
    () => process.exit(1),
  );
}

ignoreWriteErrors([process.stdout, process.stderr]);
process.on('SIGINT', () => end(0));
process.on('SIGTERM', () => end(0));
process.on('SIGHUP', () => end(0));

main().then(end, (error: unknown) => {
  say(error instanceof Error ? (error.stack ?? error.message) : 'the start failed');
  end(1);
});
