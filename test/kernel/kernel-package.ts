/** Downloads Debian's kernel once and unpacks it into the cache. Nothing is installed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Returns the folder of the unpacked package. Returns null and says why if it cannot be downloaded. */
export function fetchKernel(cacheDir: string, say: (line: string) => void): string | null {
  const kernelDir = join(cacheDir, 'kernel');
  if (existsSync(kernelDir)) return kernelDir;
  mkdirSync(cacheDir, { recursive: true });
  const name = imageName() ?? (update() ? imageName() : null);
  if (name === null) {
    say('apt has no package linux-image-amd64');
    return null;
  }
  const fetched = spawnSync('apt-get', ['download', name], { cwd: cacheDir, stdio: 'ignore' });
  const file = readdirSync(cacheDir).find((entry) => entry.startsWith(`${name}_`));
  if (fetched.status !== 0 || file === undefined) {
    say(`${name} could not be downloaded`);
    return null;
  }
  const unpacking = join(cacheDir, `unpacking-${process.pid}`);
  mkdirSync(unpacking);
  execFileSync('dpkg-deb', ['-x', join(cacheDir, file), unpacking]);
  rmSync(join(cacheDir, file));
  renameSync(unpacking, kernelDir);
  return kernelDir;
}

export function imageOf(kernelDir: string): string {
  const found = readdirSync(join(kernelDir, 'boot')).find((name) => name.startsWith('vmlinuz-'));
  if (found === undefined) throw new Error('the kernel package has no kernel');
  return join(kernelDir, 'boot', found);
}

function imageName(): string | null {
  const printed = spawnSync('apt-cache', ['depends', 'linux-image-amd64'], { encoding: 'utf8' });
  return /Depends: (linux-image-\S+)/.exec(printed.stdout)?.[1] ?? null;
}

function update(): boolean {
  return spawnSync('apt-get', ['update'], { stdio: 'ignore' }).status === 0;
}
