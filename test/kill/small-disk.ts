/** A disk of a few megabytes in memory, which is really full when it is full. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';

/** Returns null, or what this machine lacks. */
export function mountSmallDisk(disk: string, megabytes: number): string | null {
  if (process.platform !== 'linux') return 'a small disk is made with tmpfs, which only Linux has';
  if (process.getuid?.() !== 0) return 'only root may mount a tmpfs';
  mkdirSync(disk);
  const size = `size=${megabytes}m`;
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', disk]);
  return status === 0 ? null : `tmpfs cannot be mounted: ${String(stderr).trim()}`;
}

export function unmountSmallDisk(disk: string): void {
  spawnSync('umount', ['-l', disk]);
}

/** Fills the disk to the last page. */
export function fillDisk(ballast: string): void {
  const file = openSync(ballast, 'a');
  const page = Buffer.alloc(4_096);
  try {
    while (writeSync(file, page) === page.length);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    closeSync(file);
  }
}
