import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileStamp, watchFile } from '../../../src/main/settings/watch-file.ts';
import { aFolder } from '../../builders/terminal.ts';
import { aVirtualWorld, type VirtualWorld } from '../../builders/virtual-world.ts';

interface Watched {
  world: VirtualWorld;
  path: string;
  counted: { changes: number };
  stop: () => void;
}

function aWatched(): Watched {
  const world = aVirtualWorld();
  const path = join(aFolder(), 'settings.json');
  write(path, '{}', 1);
  const counted = { changes: 0 };
  const watch = watchFile(world, { path, since: fileStamp(path) }, () => (counted.changes += 1));
  return { world, path, counted, stop: () => watch.stop() };
}

/** Each write has a time of its own, however fast the test is. */
function write(path: string, text: string, second: number): void {
  writeFileSync(path, text);
  utimesSync(path, second, second);
}

describe('a watched file', () => {
  it('is reported once after a change, and not before', async () => {
    const { world, path, counted } = aWatched();
    await world.advance(10_000);
    expect(counted.changes).toBe(0);
    write(path, '[]', 2);
    await world.advance(10_000);
    expect(counted.changes).toBe(1);
  });

  it('is reported after an editor has put another file in its place', async () => {
    const { world, path, counted } = aWatched();
    const other = `${path}~`;
    write(other, '[]', 1);
    rmSync(path);
    renameSync(other, path);
    await world.advance(5_000);
    expect(counted.changes).toBe(1);
  });

  it('is left alone while it is still being written', async () => {
    const { world, path, counted } = aWatched();
    for (let second = 2; second < 8; second += 1) {
      write(path, `{}${' '.repeat(second)}`, second);
      await world.advance(1_000);
      expect(counted.changes).toBe(0);
    }
    await world.advance(2_000);
    expect(counted.changes).toBe(1);
  });

  it('is reported when it goes, and when it comes back', async () => {
    const { world, path, counted } = aWatched();
    rmSync(path);
    await world.advance(5_000);
    expect(counted.changes).toBe(1);
    mkdirSync(join(path, '..'), { recursive: true });
    write(path, '{}', 9);
    await world.advance(5_000);
    expect(counted.changes).toBe(2);
  });

  it('is reported if it changed before the watch, since the stamp', async () => {
    const { world, path, stop } = aWatched();
    stop();
    const since = fileStamp(path);
    write(path, '[]', 2);
    const counted = { changes: 0 };
    watchFile(world, { path, since }, () => (counted.changes += 1));
    await world.advance(5_000);
    expect(counted.changes).toBe(1);
  });

  it('is not looked at after the end', async () => {
    const { world, path, counted, stop } = aWatched();
    stop();
    write(path, '[]', 2);
    await world.advance(10_000);
    expect(counted.changes).toBe(0);
  });
});
