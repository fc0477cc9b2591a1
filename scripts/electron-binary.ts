/** Finds Electron's program. Its npm package downloads the program on first use, which can fail. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type ElectronBinary = { kind: 'there'; path: string } | { kind: 'away'; why: string };

export interface ElectronSearch {
  /** The folder of the `electron` package. */
  packageDir: string;
  timeoutMs: number;
  /** Called when a download begins. */
  say: (line: string) => void;
}

const TRY_MS = 10_000;

/** Finds the program, or downloads it. Never waits longer than the timeout. */
export async function electronBinary(search: ElectronSearch): Promise<ElectronBinary> {
  const { packageDir, timeoutMs, say } = search;
  const found = installedElectron(packageDir);
  if (found !== null) return found;
  say(`downloading Electron, for at most ${timeoutMs / 1000} seconds …`);
  const why = await install(packageDir, timeoutMs);
  return installedElectron(packageDir) ?? { kind: 'away', why };
}

/** The program that is installed, and whether it starts; null if it is not installed. */
export function installedElectron(packageDir: string): ElectronBinary | null {
  const path = installedPath(packageDir);
  return path === null ? null : tryProgram(path);
}

/** A machine without a desktop often lacks libraries that Electron needs. */
function tryProgram(path: string): ElectronBinary {
  const { status } = spawnSync(path, ['--version'], { stdio: 'ignore', timeout: TRY_MS });
  if (status === 0) return { kind: 'there', path };
  return {
    kind: 'away',
    why: `Electron does not start here (run \`${path} --version\` to see why)`,
  };
}

/** The path that the package's installer wrote to `path.txt`. */
function installedPath(packageDir: string): string | null {
  const pathFile = join(packageDir, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const distDir = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageDir, 'dist');
  const path = join(distDir, readFileSync(pathFile, 'utf8'));
  return existsSync(path) ? path : null;
}

function install(packageDir: string, timeoutMs: number): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(packageDir, 'install.js')], { stdio: 'ignore' });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve(`Electron could not be downloaded within ${timeoutMs / 1000} seconds`);
    }, timeoutMs);
    const finish = (): void => {
      clearTimeout(timer);
      resolve('Electron could not be downloaded (run `npx install-electron` to see why)');
    };
    child.once('error', finish);
    child.once('exit', finish);
  });
}
