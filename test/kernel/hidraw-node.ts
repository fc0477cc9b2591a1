/** Waits for the device file that the kernel makes for a device, as it does so some time after it was told of it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const CLASS = '/sys/class/hidraw';
const PATIENCE_MS = 20_000;
const LOOK_MS = 5;

export async function hidrawNode(serialNumber: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_MS) {
    if (nodeOf(serialNumber) !== undefined) return;
    await sleep(LOOK_MS);
  }
  throw new Error(`the kernel made no hidraw device for ${serialNumber}`);
}

export async function noHidrawNode(serialNumber: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_MS) {
    if (nodeOf(serialNumber) === undefined) return;
    await sleep(LOOK_MS);
  }
  throw new Error(`the kernel kept the hidraw device of ${serialNumber}`);
}

function nodeOf(serialNumber: string): string | undefined {
  if (!existsSync(CLASS)) return undefined;
  return readdirSync(CLASS).find(
    (name) =>
      existsSync(`/dev/${name}`) &&
      readFileSync(`${CLASS}/${name}/device/uevent`, 'utf8').includes(`HID_UNIQ=${serialNumber}\n`),
  );
}
