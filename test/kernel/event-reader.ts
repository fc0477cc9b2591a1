/** Another program that reads a keyboard, like the desktop. It shows which keys reach such a program. */
import { closeSync, constants, existsSync, openSync, readSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventNodesOf } from '../../src/main/readers/worker/hid/event-nodes.ts';
import { SYSTEM_FILES } from '../../src/main/readers/worker/hid/system-files.ts';
import type { TestDevice } from '../devices/bus.ts';
import { nodeOf } from './hidraw-node.ts';

export interface EventReader {
  path: string;
  /** How many keys were pressed or released since the last call. */
  takeKeys: () => number;
  close: () => void;
}

/** `struct input_event` (linux/input.h) on a 64-bit machine. */
const EVENT_LENGTH = 24;
const [TYPE_AT, VALUE_AT] = [16, 20];
const EV_KEY = 1;
/** The kernel repeats a key that is held down. */
const REPEATED = 2;
const PATIENCE_MS = 20_000;
const LOOK_MS = 5;

export async function listenTo(device: TestDevice): Promise<EventReader> {
  const path = await eventNode(device);
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const event = Buffer.alloc(EVENT_LENGTH);
  return {
    path,
    takeKeys() {
      let count = 0;
      while (hasRead(fd, event)) {
        const isKey = event.readUInt16LE(TYPE_AT) === EV_KEY;
        if (isKey && event.readInt32LE(VALUE_AT) !== REPEATED) count += 1;
      }
      return count;
    },
    close: () => closeSync(fd),
  };
}

async function eventNode({ serialNumber, vendorId, productId }: TestDevice): Promise<string> {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_MS) {
    const path = `/dev/${nodeOf(serialNumber) ?? ''}`;
    const ids = { vendorId, productId, usagePage: 1, usage: 6 };
    const [node] = eventNodesOf(
      { ...ids, path, serialNumber, name: '', interfaceNumber: -1 },
      SYSTEM_FILES,
    );
    if (node !== undefined && existsSync(node.path)) return node.path;
    await sleep(LOOK_MS);
  }
  throw new Error(`the kernel made no event node for ${serialNumber}`);
}

function hasRead(fd: number, event: Buffer): boolean {
  try {
    return readSync(fd, event) === EVENT_LENGTH;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return false;
    throw error;
  }
}
