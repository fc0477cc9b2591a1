/** Virtual devices for a journey, and the process that reads them. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, onTestFinished, vi } from 'vitest';
import type { DeviceBus } from '../devices/bus.ts';
import { hidPosReports } from '../devices/reports.ts';
import { whyNoVirtualDevices } from '../devices/shim.ts';
import { SCANNER } from '../devices/test-devices.ts';
import { createVirtualBus } from '../devices/virtual-bus.ts';
import { PATIENCE_MS } from './patience.ts';
import { browserRunner } from './runners/browser.ts';

/** What this machine lacks for journeys with devices, or null. */
export const lacksDevices = browserRunner.lacks ?? whyNoVirtualDevices();

/** A part of the test names: where these journeys run, or why not. */
export const whereDevices =
  lacksDevices === null ? 'in Chromium' : `not in Chromium: ${lacksDevices}`;

/** A new bus that is removed after the test. */
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

/** Kills the reader process of this bus with the signal and waits until it is gone. */
export async function killReaderProcess(bus: DeviceBus, signal: NodeJS.Signals): Promise<void> {
  const [pid, ...others] = readersOf(bus);
  if (pid === undefined || others.length > 0)
    throw new Error('expected exactly one reader process');
  process.kill(pid, signal);
  await vi.waitFor(() => expect(readersOf(bus)).not.toContain(pid), { timeout: PATIENCE_MS });
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
    // The process ended meanwhile, or belongs to another user.
    return false;
  }
}
