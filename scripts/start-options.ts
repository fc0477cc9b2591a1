/** The options of `npm start` and `npm run start:browser`, from the command line and the environment. */
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataDir } from '../src/main/settings/data-dir.ts';
import type { Environment } from '../src/main/settings/environment.ts';
import type { Shell } from './choose-shell.ts';

export interface StartOptions {
  /** Null for Electron if it can run, otherwise a browser. */
  shell: Shell | null;
  /** The port of the browser shell; 0 for any free port. */
  port: number;
  isToOpen: boolean;
  /** Whether another till uses the shop of the demo too. */
  isShared: boolean;
}

export type ParsedStartOptions =
  { kind: 'ok'; options: StartOptions } | { kind: 'wrong'; why: string };

export const USAGE =
  'npm start -- [--shell electron|browser] [--port N] [--no-open] [--shared-shop]';

export function parseStartOptions(args: readonly string[]): ParsedStartOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        shell: { type: 'string' },
        port: { type: 'string', default: '0' },
        'no-open': { type: 'boolean', default: false },
        'shared-shop': { type: 'boolean', default: false },
      },
    });
    const { shell, port } = values;
    if (shell !== undefined && shell !== 'electron' && shell !== 'browser') {
      return { kind: 'wrong', why: `unknown shell '${shell}'` };
    }
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
      return { kind: 'wrong', why: `'${port}' is not a port` };
    }
    return {
      kind: 'ok',
      options: {
        shell: shell ?? null,
        port: Number(port),
        isToOpen: !values['no-open'],
        isShared: values['shared-shop'],
      },
    };
  } catch (error) {
    return {
      kind: 'wrong',
      why: error instanceof Error ? error.message : 'the options cannot be read',
    };
  }
}

export interface Place {
  /** No real shop is set up, so the sandbox is started too. */
  isDemo: boolean;
  dataDir: string;
}

/** Files that only the data folder of a real shop has. The demo has its own folder. */
const OF_A_SHOP =
  /^(api-token(\.encrypted)?|settings(\.damaged-.*|\.last-good)?\.json|journal\.sqlite.*)$/;

/**
 * The demo has its own folder, so that even a forgotten variable cannot mix it with a real journal. A real shop never
 * becomes a demo, even if its token is missing: customers would pay with play money, and real payments would wait.
 */
export function placeFor(environment: Environment, root: string): Place {
  const { realDir, demoDir } = dataDirs(environment, root);
  const { apiUrl, token, shopUuid } = environment;
  const isReal = [apiUrl, token, shopUuid].some((given) => given !== null) || isOfAShop(realDir);
  return isReal ? { isDemo: false, dataDir: realDir } : { isDemo: true, dataDir: demoDir };
}

/** The data folders that a running kiosk can use; the demo first. */
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

/** Whether neither the environment nor the folder has a token. Then the kiosk of a real shop is out of service. */
export function lacksToken({ token }: Environment, dataDir: string): boolean {
  const isStored = ['api-token', 'api-token.encrypted'].some((name) =>
    existsSync(join(dataDir, name)),
  );
  return token === null && !isStored;
}
