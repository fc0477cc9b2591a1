/** Virtual devices for a journey, and the process that reads them. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, onTestFinished, vi } from 'vitest';
import type { DeviceBus } from '../devices/bus.ts';
import { hidPosReports } from '../devices/reports.ts';
import { whyNoVirtualDevices } from '../devices/shim.ts';
import { SCANNER } from '../devices/test-devices.ts';
import { createVirtualBus } from '../devices/virtual-bus.ts';
import { browserRunner } from './runners/browser.ts';

/** What this machine lacks for journeys with devices; null where they can be made. */
export const lacksDevices = browserRunner.lacks ?? whyNoVirtualDevices();

/** As it stands in the name of a test. */
export const whereDevices =
  lacksDevices === null ? 'in Chromium' : `not in Chromium: ${lacksDevices}`;

/** One of its own for a test, and gone after it. */
export function aBus(): DeviceBus {
  const bus = createVirtualBus();
  onTestFinished(() => bus.stop());
  return bus;
}

export async function scan(
  bus: DeviceBus,
  text: string,
  serialNumber = SCANNER.serialNumber,
): Promise<void> {
  for (const report of hidPosReports(text)) await bus.report(serialNumber, report);
}

/** Ends the process that reads the devices of this bus, and no other, by the signal; resolves when it is gone. */
export async function killReaderProcess(bus: DeviceBus, signal: NodeJS.Signals): Promise<void> {
  const [pid, ...others] = readersOf(bus);
  if (pid === undefined || others.length > 0) throw new Error('there is not one reader process');
  process.kill(pid, signal);
  await vi.waitFor(() => expect(readersOf(bus)).not.toContain(pid), { timeout: 10_000 });
}

function readersOf(bus: DeviceBus): number[] {
  return readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name))
    .filter((pid) => isReaderOf(bus, pid))
    .map(Number);
}

function isReaderOf({ env }: DeviceBus, pid: string): boolean {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    const isOfBus = environment.includes(`VHID_DIR=${env['VHID_DIR'] ?? ''}`);
    return isOfBus && command.includes('reader-process.js');
  } catch {
    // It ended while it was looked at, or is another user's.
    return false;
  }
}
