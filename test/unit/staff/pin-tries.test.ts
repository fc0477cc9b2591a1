import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { filePinTries, PIN_TRIES_FILE } from '../../../src/main/staff/pin-tries.ts';
import { aLog } from '../../builders/log.ts';

function aFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-pin-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { log, messages } = aLog();
  const tries = filePinTries(folder, log);
  return { tries, messages, file: join(folder, PIN_TRIES_FILE) };
}

describe('the count of wrong PINs', () => {
  it('is zero if no PIN was ever tried', () => {
    expect(aFolder().tries.read()).toBe(0);
  });

  it('is the last stored count, in a file that only its owner can read', async () => {
    const { tries, file } = aFolder();
    expect(await tries.keep(3)).toBe(true);
    expect(await tries.keep(4)).toBe(true);
    expect(tries.read()).toBe(4);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is unknown if the file is damaged in any way, and never a wrong number', async () => {
    const { tries, file, messages } = aFolder();
    await tries.keep(19);
    const whole = readFileSync(file);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), (at, byte, isCut) => {
        const damaged = isCut ? whole.subarray(0, at) : Buffer.from(whole).fill(byte, at, at + 1);
        writeFileSync(file, damaged);
        expect(tries.read()).toBe(damaged.equals(whole) ? 19 : null);
      }),
      { numRuns: 500 },
    );
    expect(messages()[0]).toMatch(/pin-tries\.json is damaged/);
  });

  it('is reported if it cannot be written, and is unknown afterwards', async () => {
    const { tries, file, messages } = aFolder();
    mkdirSync(join(file, 'in-the-way'), { recursive: true });
    expect(await tries.keep(1)).toBe(false);
    expect(tries.read()).toBeNull();
    expect(messages()[0]).toMatch(/cannot be written/);
  });
});
