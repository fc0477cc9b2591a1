import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { build, isUpToDate } from '../../../scripts/build-if-needed.ts';
import { chooseShell, whyNoElectron, type ChosenShell } from '../../../scripts/choose-shell.ts';
import { electronBinary, type ElectronBinary } from '../../../scripts/electron-binary.ts';
import { lacksToken, parseStartOptions, placeFor } from '../../../scripts/start-options.ts';
import type { Environment } from '../../../src/main/settings/environment.ts';

function aFolder(): string {
  return mkdtempSync(join(tmpdir(), 'kiosk-start-'));
}

function put(root: string, path: string, atSeconds: number): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), '');
  utimesSync(join(root, path), atSeconds, atSeconds);
}

function whyAway(binary: ElectronBinary): string {
  return binary.kind === 'away' ? binary.why : expect.fail('it is there');
}

function whyOf(chosen: ChosenShell): string {
  return (chosen.kind === 'electron' ? null : chosen.why) ?? expect.fail('it says nothing');
}

describe('the options of a start', () => {
  it('default to the best shell, any port and an open browser', () => {
    expect(parseStartOptions([])).toEqual({
      kind: 'ok',
      options: { shell: null, port: 0, isToOpen: true, isShared: false },
    });
    expect(
      parseStartOptions(['--shell', 'browser', '--port', '8080', '--no-open', '--shared-shop']),
    ).toEqual({
      kind: 'ok',
      options: { shell: 'browser', port: 8080, isToOpen: false, isShared: true },
    });
  });

  it.each([
    ['--shell', 'window'],
    ['--port', '99999'],
    ['--port', 'http'],
    ['--prot', '80'],
  ])('are refused if one is wrong: %s %s', (...args) => {
    expect(parseStartOptions(args).kind).toBe('wrong');
  });
});

describe('a start without an account', () => {
  const nothing: Environment = {
    apiUrl: null,
    token: null,
    shopUuid: null,
    ownShop: null,
    dataDir: null,
  };

  it('is a demo with its own folder, even if a data folder is set', () => {
    const dataDir = aFolder();
    expect(placeFor({ ...nothing, dataDir }, '/checkout')).toEqual({
      isDemo: true,
      dataDir: join(dataDir, 'demo'),
    });
  });

  it.each([{ apiUrl: 'https://api.example.com' }, { token: 'abc' }, { shopUuid: 'krusty' }])(
    'is not a demo with %o in the environment',
    (given) => {
      const dataDir = aFolder();
      expect(placeFor({ ...nothing, dataDir, ...given }, '/checkout')).toEqual({
        isDemo: false,
        dataDir,
      });
    },
  );

  it.each([
    'api-token',
    'api-token.encrypted',
    'settings.json',
    'settings.damaged-20260105T090000.000Z.json',
    'settings.last-good.json',
    'journal.sqlite',
    'journal.sqlite.damaged-2026-01-05T09-00-00-000Z',
  ])('is not a demo in a folder with %s', (name) => {
    const dataDir = aFolder();
    put(dataDir, name, 1);
    expect(placeFor({ ...nothing, dataDir }, '/checkout')).toEqual({ isDemo: false, dataDir });
  });

  it('is a demo in a folder that has only files of the demo', () => {
    const dataDir = aFolder();
    put(dataDir, 'demo/journal.sqlite', 1);
    put(dataDir, 'demo/settings.json', 1);
    expect(placeFor({ ...nothing, dataDir }, '/checkout').isDemo).toBe(true);
  });

  it('lacks a token if neither the environment nor the folder has one', () => {
    const dataDir = aFolder();
    put(dataDir, 'settings.json', 1);
    expect(lacksToken(nothing, dataDir)).toBe(true);
    expect(lacksToken({ ...nothing, token: 'abc' }, dataDir)).toBe(false);
    put(dataDir, 'api-token', 1);
    expect(lacksToken(nothing, dataDir)).toBe(false);
  });
});

describe('Electron', () => {
  it('is tried if there is a display and the user is not root', () => {
    const env = { DISPLAY: ':0' };
    expect(whyNoElectron({ platform: 'linux', env, userId: 1_000 })).toBeNull();
    expect(whyNoElectron({ platform: 'win32', env: {}, userId: null })).toBeNull();
    const wayland = { WAYLAND_DISPLAY: 'wayland-0' };
    expect(whyNoElectron({ platform: 'linux', env: wayland, userId: 1_000 })).toBeNull();
  });

  it('is not tried without a display or if the user is root', () => {
    expect(whyNoElectron({ platform: 'linux', env: {}, userId: 1_000 })).toContain('display');
    const env = { DISPLAY: ':0' };
    expect(whyNoElectron({ platform: 'linux', env, userId: 0 })).toContain('root');
  });

  it('is missing if its installer fails', async () => {
    const packageDir = aFolder();
    writeFileSync(join(packageDir, 'install.js'), 'process.exit(1)');
    const found = await electronBinary({ packageDir, timeoutMs: 20_000, say: () => undefined });
    expect(whyAway(found)).toContain('install-electron');
  });

  it('is missing if its installer hangs', async () => {
    const packageDir = aFolder();
    writeFileSync(join(packageDir, 'install.js'), 'setInterval(() => undefined, 1_000)');
    const found = await electronBinary({ packageDir, timeoutMs: 1, say: () => undefined });
    expect(whyAway(found)).toContain('within');
  });

  it('is missing if it is installed but does not start', async () => {
    const packageDir = aFolder();
    put(packageDir, 'dist/electron', 1);
    writeFileSync(join(packageDir, 'path.txt'), 'electron');
    const found = await electronBinary({ packageDir, timeoutMs: 1, say: () => undefined });
    expect(whyAway(found)).toContain('does not start');
  });
});

describe('the shell of a start', () => {
  const there: ElectronBinary = { kind: 'there', path: '/electron' };
  const away: ElectronBinary = { kind: 'away', why: 'there is no display' };

  it('is Electron if it is installed, unless the user asks for the browser', () => {
    expect(chooseShell(there, { asked: null, isDemo: false })).toEqual({
      kind: 'electron',
      path: '/electron',
    });
    expect(chooseShell(away, { asked: 'browser', isDemo: false })).toEqual({
      kind: 'browser',
      why: null,
    });
  });

  it('is a browser for a demo without Electron, with the reason', () => {
    const chosen = chooseShell(away, { asked: null, isDemo: true });
    expect(chosen.kind).toBe('browser');
    expect(whyOf(chosen)).toContain('no display');
  });

  it('is none for a real account without Electron, and the user sees how to install it', () => {
    const chosen = chooseShell(away, { asked: null, isDemo: false });
    expect(chosen.kind).toBe('none');
    expect(whyOf(chosen)).toMatch(/^.*--shell browser.*$/);
  });

  it('is none if the user asks for Electron and it is missing, even for a demo', () => {
    expect(chooseShell(away, { asked: 'electron', isDemo: true }).kind).toBe('none');
  });
});

describe('a build', () => {
  function aCheckout(): string {
    const root = aFolder();
    for (const path of [
      'out/main/browser.js',
      'out/main/index.js',
      'out/main/reader-process.js',
      'out/preload/index.cjs',
      'out/renderer/index.html',
      'out/client/kiosk-client.js',
    ]) {
      put(root, path, 2_000);
    }
    put(root, 'src/main/index.ts', 1_000);
    return root;
  }

  it('is up to date if all files are newer than their sources', () => {
    expect(isUpToDate(aCheckout())).toBe(true);
  });

  it('is out of date if a source is newer', () => {
    const root = aCheckout();
    put(root, 'src/renderer/App.svelte', 3_000);
    expect(isUpToDate(root)).toBe(false);
  });

  it('is out of date if it never ran, or was interrupted', () => {
    expect(isUpToDate(aFolder())).toBe(false);
  });

  it('does not depend on files that the build itself generates', () => {
    const root = aCheckout();
    put(root, 'src/renderer/messages/generated/messages.js', 3_000);
    expect(isUpToDate(root)).toBe(true);
  });
});

describe('the build at the first start', () => {
  function aCheckout(script: string): string {
    const root = aFolder();
    writeFileSync(join(root, 'package.json'), JSON.stringify({ scripts: { build: script } }));
    return root;
  }

  async function saidBy(script: string): Promise<string> {
    const said: string[] = [];
    const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      said.push(text.toString());
      return true;
    });
    said.push(String(await build(aCheckout(script))));
    write.mockRestore();
    return said.join('');
  }

  it('is silent if it works', async () => {
    expect(await saidBy('echo transformed && echo careful >&2')).toBe('true');
  });

  it('shows all that it said if it fails', async () => {
    const said = await saidBy('echo transformed && echo why >&2 && exit 1');
    expect(said).toMatch(/false$/);
    expect(said).toContain('transformed');
    expect(said).toContain('why');
  });
});
