/** What `npm start` and `npm run start:browser` are asked to do, by the command line and by the environment. */
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataDir } from '../src/main/settings/data-dir.ts';
import type { Environment } from '../src/main/settings/environment.ts';
import type { Shell } from './choose-shell.ts';

export interface StartOptions {
  /** Null for the best that there is. */
  shell: Shell | null;
  /** Of the browser shell; 0 for any that is free. */
  port: number;
  isToOpen: boolean;
}

export type ParsedStartOptions =
  { kind: 'ok'; options: StartOptions } | { kind: 'wrong'; why: string };

export const USAGE = 'npm start -- [--shell electron|browser] [--port N] [--no-open]';

export function parseStartOptions(args: readonly string[]): ParsedStartOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        shell: { type: 'string' },
        port: { type: 'string', default: '0' },
        'no-open': { type: 'boolean', default: false },
      },
    });
    const { shell, port } = values;
    if (shell !== undefined && shell !== 'electron' && shell !== 'browser') {
      return { kind: 'wrong', why: `there is no shell '${shell}'` };
    }
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
      return { kind: 'wrong', why: `'${port}' is no port` };
    }
    return {
      kind: 'ok',
      options: { shell: shell ?? null, port: Number(port), isToOpen: !values['no-open'] },
    };
  } catch (error) {
    return { kind: 'wrong', why: error instanceof Error ? error.message : 'unreadable' };
  }
}

export interface Place {
  /** True where nothing of a real shop is there: the sandbox is started too. */
  isDemo: boolean;
  dataDir: string;
}

/** What only a real shop's folder has; the demo has a folder of its own. */
const OF_A_SHOP = /^(api-token(\.encrypted)?|settings(\.damaged-.*)?\.json|journal\.sqlite.*)$/;

/**
 * The demo has a folder of its own, so that not even a forgotten variable mixes it with a real journal. A real shop
 * never becomes a demo, whatever it lacks: it would take its customers' money for play, and leave its own unsettled.
 */
export function placeFor(environment: Environment, root: string): Place {
  const { realDir, demoDir } = dataDirs(environment, root);
  const { apiUrl, token, shopUuid } = environment;
  const isReal = [apiUrl, token, shopUuid].some((given) => given !== null) || isOfAShop(realDir);
  return isReal ? { isDemo: false, dataDir: realDir } : { isDemo: true, dataDir: demoDir };
}

/** Where a running kiosk can be, the demo first. */
export function placesToLook(environment: Environment, root: string): readonly string[] {
  const { realDir, demoDir } = dataDirs(environment, root);
  return [demoDir, realDir];
}

function dataDirs(environment: Environment, root: string): { realDir: string; demoDir: string } {
  const machine = { platform: process.platform, homeDir: homedir(), env: process.env };
  return {
    realDir: environment.dataDir ?? defaultDataDir(machine),
    demoDir: join(environment.dataDir ?? join(root, '.kiosk'), 'demo'),
  };
}

function isOfAShop(dataDir: string): boolean {
  return existsSync(dataDir) && readdirSync(dataDir).some((name) => OF_A_SHOP.test(name));
}

/** Whether neither the environment nor the folder has a token: a real shop's kiosk is out of service then. */
export function lacksToken({ token }: Environment, dataDir: string): boolean {
  const isStored = ['api-token', 'api-token.encrypted'].some((name) =>
    existsSync(join(dataDir, name)),
  );
  return token === null && !isStored;
}
