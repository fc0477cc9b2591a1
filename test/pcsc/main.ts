/**
 * `npm run test:pcsc`: cards at a PC/SC reader, through the real daemon, the real library `smartcard` and vsmartcard's
 * virtual reader. Without one of them the test is skipped and says so.
 */
import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureSystemPackages } from '../../scripts/system-packages.ts';
import { startBench } from '../devices/bench.ts';
import { createVirtualBus } from '../devices/virtual-bus.ts';
import { present } from './virtual-card.ts';

const CACHE = join(import.meta.dirname, '../../.cache/pcsc');
const SOCKET = '/run/pcscd/pcscd.comm';
const TAPS = 10;

function skip(why: string): void {
  process.stdout.write(`SKIPPED: cards through PC/SC: ${why}\n`);
}

/** The kiosk does not include this library, because the library must be compiled. */
function installLibrary(): boolean {
  if (existsSync(join(CACHE, 'node_modules/smartcard/build/Release/smartcard_napi.node')))
    return true;
  mkdirSync(CACHE, { recursive: true });
  const manifest = { private: true, allowScripts: { smartcard: true } };
  writeFileSync(join(CACHE, 'package.json'), JSON.stringify(manifest));
  const args = ['install', '--no-audit', '--no-fund', 'smartcard@3'];
  return spawnSync('npm', args, { cwd: CACHE, stdio: ['ignore', 2, 2] }).status === 0;
}

async function startDaemon(): Promise<ChildProcess> {
  const daemon = spawn('pcscd', ['--foreground'], { stdio: 'ignore' });
  for (let waitedMs = 0; !existsSync(SOCKET); waitedMs += 50) {
    assert(waitedMs < 10_000 && daemon.exitCode === null, 'pcscd starts');
    await sleep(50);
  }
  return daemon;
}

async function end(daemon: ChildProcess): Promise<void> {
  const ended = once(daemon, 'exit');
  daemon.kill();
  await ended;
}

async function tap(): Promise<void> {
  const bus = createVirtualBus();
  const env = { ...bus.env, NODE_PATH: join(CACHE, 'node_modules') };
  const readers = [{ driver: 'pcsc', name: 'NFC' }] as const;
  const bench = startBench({ ...bus, env }, { readers: [...readers] });
  let daemon = await startDaemon();
  try {
    const expected: string[] = [];
    for (let at = 0; at < TAPS; at += 1) {
      await bench.until('ready', () => bench.isReady('NFC'));
      const uid = Buffer.from(`04${at.toString(16).padStart(12, '0')}`, 'hex');
      expected.push(uid.toString('hex').toUpperCase());
      const card = await present(uid);
      await bench.until(`tap ${at}`, () => bench.codes.length === expected.length);
      await card.remove();
      // The virtual reader polls for its card a few times a second.
      await sleep(600);
      if (at === TAPS / 2) {
        await end(daemon);
        await bench.until('lost', () => !bench.isReady('NFC'));
        daemon = await startDaemon();
      }
    }
    assert.deepEqual(bench.codes, expected);
    process.stdout.write(
      `${TAPS} of ${TAPS} cards were read, and the daemon restarted in between\n1 passed, 0 failed\n`,
    );
  } finally {
    await bench.stop();
    await end(daemon);
  }
}

const packages = ensureSystemPackages(['pcsc', 'compiler', 'libusb']);
if (packages.kind === 'missing') skip(`this machine lacks ${packages.what.join(', ')}`);
else if (existsSync(SOCKET) && spawnSync('pidof', ['pcscd']).status === 0)
  skip('a pcscd is running already');
else if (!installLibrary()) skip('the library smartcard could not be compiled');
else await tap();
