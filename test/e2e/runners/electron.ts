/** Runs the kiosk in real Electron if its binary is installed and can run. Tests never download it. */
import { once } from 'node:events';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { whyNoElectron } from '../../../scripts/choose-shell.ts';
import { installedElectron } from '../../../scripts/electron-binary.ts';
import { isPageUrl } from '../../../src/main/shell/electron/page-address.ts';
import { PATIENCE_MS } from '../patience.ts';
import { collect } from './collect.ts';
import type { KioskEnvironment, Runner, ShownKiosk } from './runner.ts';

const ROOT = join(import.meta.dirname, '../../..');

const found = findElectron();

export const electronRunner: Runner = {
  name: 'Electron',
  lacks: found.kind === 'there' ? null : found.why,
  show,
  close: () => Promise.resolve(),
};

function findElectron(): { kind: 'there'; path: string } | { kind: 'away'; why: string } {
  const { platform, env } = process;
  const why = whyNoElectron({ platform, env, userId: process.getuid?.() ?? null });
  const binary = installedElectron(join(ROOT, 'node_modules/electron'));
  if (binary === null) {
    const reasons = ['no Electron binary', ...(why === null ? [] : [why])];
    return { kind: 'away', why: reasons.join('; ') };
  }
  return why === null ? binary : { kind: 'away', why };
}

async function show(environment: KioskEnvironment): Promise<ShownKiosk> {
  if (found.kind === 'away') throw new Error(found.why);
  const app = await _electron.launch({
    executablePath: found.path,
    args: [ROOT],
    timeout: PATIENCE_MS,
    env: { ...definedIn(process.env), ...environment },
  });
  const child = app.process();
  const log = collect(child.stderr);
  const page = await app.firstWindow({ timeout: PATIENCE_MS });
  return {
    page,
    isOwn: (url) => isPageUrl(url) || url.startsWith('devtools://'),
    log,
    askToStop: () => void child.kill('SIGTERM'),
    stop: () => app.close(),
    async kill() {
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    },
  };
}

function definedIn(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
