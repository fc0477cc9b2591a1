/** Compiles the shim that shows virtual devices to a process. Each version of its source is compiled once. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = join(import.meta.dirname, 'vhid.c');
const CACHE = join(import.meta.dirname, '../../.cache');

/** Returns null, or the reason why this machine cannot have virtual devices. */
export function whyNoVirtualDevices(): string | null {
  if (process.platform !== 'linux') return 'virtual devices are made for Linux';
  return spawnSync('gcc', ['--version']).status === 0 ? null : 'no C compiler (gcc)';
}

/** The path for LD_PRELOAD. Throws with the compiler's output if the build fails. */
export function buildShim(): string {
  const hash = createHash('sha256').update(readFileSync(SOURCE)).digest('hex').slice(0, 16);
  const path = join(CACHE, `vhid-${process.arch}-${hash}.so`);
  if (existsSync(path)) return path;
  mkdirSync(CACHE, { recursive: true });
  const building = `${path}.${process.pid}`;
  execFileSync('gcc', ['-O2', '-Wall', '-shared', '-fPIC', '-o', building, SOURCE, '-ldl']);
  renameSync(building, path);
  return path;
}
