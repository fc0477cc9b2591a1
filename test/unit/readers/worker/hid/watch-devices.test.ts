import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { watchDevices } from '../../../../../src/main/readers/worker/hid/watch-devices.ts';

describe('the files of the devices', () => {
  it('are reported when one is created', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dev-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const seen = new Promise<string>((resolve) => {
      onTestFinished(watchDevices(folder, () => resolve('reported')));
    });
    writeFileSync(join(folder, 'hidraw3'), '');
    expect(await seen).toBe('reported');
  });

  it('cause no error if they are missing or cannot be watched', () => {
    const unwatch = watchDevices(join(tmpdir(), 'no-such-folder'), () => undefined);
    expect(unwatch).not.toThrow();
  });
});
