/** Waits for the device file of a device. The kernel makes it with a delay. */
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const CLASS = '/sys/class/hidraw';
const PATIENCE_MS = 20_000;
/** An emulated process starts slowly. */
const OPEN_MS = 60_000;
const LOOK_MS = 5;

export async function hidrawNode(serialNumber: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_MS) {
    if (nodeOf(serialNumber) !== undefined) return;
    await sleep(LOOK_MS);
  }
  throw new Error(`the kernel made no hidraw device for ${serialNumber}`);
}

/** Resolves when some process has opened the device. */
export async function opened(serialNumber: string): Promise<void> {
  const path = `/dev/${nodeOf(serialNumber) ?? ''}`;
  for (let waitedMs = 0; waitedMs < OPEN_MS; waitedMs += LOOK_MS) {
    if (openFiles().includes(path)) return;
    await sleep(LOOK_MS);
  }
  throw new Error(`no process opened ${serialNumber}`);
}

export async function noHidrawNode(serialNumber: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_MS) {
    if (nodeOf(serialNumber) === undefined) return;
    await sleep(LOOK_MS);
  }
  throw new Error(`the kernel kept the hidraw device of ${serialNumber}`);
}

/** The name of the device file in /dev, if it exists. */
export function nodeOf(serialNumber: string): string | undefined {
  if (!existsSync(CLASS)) return undefined;
  return readdirSync(CLASS).find((name) => {
    const description = readIfThere(`${CLASS}/${name}/device/uevent`);
    return existsSync(`/dev/${name}`) && description.includes(`HID_UNIQ=${serialNumber}\n`);
  });
}

/** Empty if the device has gone meanwhile. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function openFiles(): string[] {
  const processes = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name));
  return processes.flatMap((pid) => {
    try {
      const dir = `/proc/${pid}/fd`;
      return readdirSync(dir).map((fd) => readlinkSync(`${dir}/${fd}`));
    } catch {
      // The process has ended or closed a file meanwhile.
      return [];
    }
  });
}
