/** Devices made by /dev/uhid: the kernel's own HID core and hidraw, without a USB bus (linux/uhid.h). */
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeviceBus, TestDevice } from '../devices/bus.ts';
import { hidrawNode, noHidrawNode } from './hidraw-node.ts';

/** The events of linux/uhid.h that are used. */
const EVENT = {
  destroy: 1,
  open: 4,
  close: 5,
  getReport: 9,
  getReportReply: 10,
  create2: 11,
  input2: 12,
  setReport: 13,
  setReportReply: 14,
} as const;
/** The size of `struct uhid_event`, which is packed. */
const EVENT_LENGTH = 4_380;
const BUS_USB = 3;
const EIO = 5;
const PUMP_MS = 2;
const OPEN_MS = 60_000;

interface Plugged {
  fd: number;
  isOpen: boolean;
  features: Buffer[];
  timer: NodeJS.Timeout;
}

export function createUhidBus(): DeviceBus {
  const plugged = new Map<string, Plugged>();

  function find(serialNumber: string): Plugged {
    const device = plugged.get(serialNumber);
    if (device === undefined) throw new Error(`${serialNumber} is not plugged in`);
    return device;
  }

  async function unplug(serialNumber: string): Promise<void> {
    const { fd, timer } = find(serialNumber);
    plugged.delete(serialNumber);
    clearInterval(timer);
    writeSync(fd, anEvent(EVENT.destroy));
    closeSync(fd);
    await noHidrawNode(serialNumber);
  }

  return {
    env: {},
    async plug(device) {
      const fd = openSync('/dev/uhid', constants.O_RDWR | constants.O_NONBLOCK);
      writeSync(fd, createEvent(device));
      const features: Buffer[] = [];
      const timer = setInterval(() => pump(made), PUMP_MS);
      const made: Plugged = { fd, isOpen: false, features, timer };
      plugged.set(device.serialNumber, made);
      await hidrawNode(device.serialNumber);
    },
    unplug,
    async report(serialNumber, report) {
      const device = find(serialNumber);
      for (let waitedMs = 0; !device.isOpen; waitedMs += PUMP_MS) {
        if (waitedMs > OPEN_MS) throw new Error(`no process opened ${serialNumber}`);
        await sleep(PUMP_MS);
      }
      const event = anEvent(EVENT.input2);
      event.writeUInt16LE(report.length, 4);
      event.set(report, 6);
      writeSync(device.fd, event);
    },
    features: (serialNumber) => find(serialNumber).features,
    async stop() {
      for (const serialNumber of [...plugged.keys()]) await unplug(serialNumber);
    },
  };
}

function anEvent(type: number): Buffer {
  const event = Buffer.alloc(EVENT_LENGTH);
  event.writeUInt32LE(type, 0);
  return event;
}

/** `struct uhid_create2_req`. */
function createEvent(device: TestDevice): Buffer {
  const event = anEvent(EVENT.create2);
  event.write(`${device.manufacturer} ${device.product}`, 4);
  event.write('test/input0', 132);
  event.write(device.serialNumber, 196);
  event.writeUInt16LE(device.descriptor.length, 260);
  event.writeUInt16LE(BUS_USB, 262);
  event.writeUInt32LE(device.vendorId, 264);
  event.writeUInt32LE(device.productId, 268);
  event.writeUInt32LE(0x100, 272);
  device.descriptor.copy(event, 280);
  return event;
}

/** Answers the requests of the kernel to the device. */
function pump(device: Plugged): void {
  const event = Buffer.alloc(EVENT_LENGTH);
  while (hasRead(device.fd, event)) {
    switch (event.readUInt32LE(0)) {
      case EVENT.open:
        device.isOpen = true;
        break;
      case EVENT.close:
        device.isOpen = false;
        break;
      case EVENT.setReport: {
        device.features.push(Buffer.from(event.subarray(12, 12 + event.readUInt16LE(10))));
        writeSync(device.fd, replyTo(event, EVENT.setReportReply, 0));
        break;
      }
      case EVENT.getReport:
        writeSync(device.fd, replyTo(event, EVENT.getReportReply, EIO));
        break;
      default:
        break;
    }
  }
}

function replyTo(event: Buffer, type: number, error: number): Buffer {
  const reply = anEvent(type);
  event.copy(reply, 4, 4, 8);
  reply.writeUInt16LE(error, 8);
  return reply;
}

function hasRead(fd: number, event: Buffer): boolean {
  try {
    return readSync(fd, event, 0, EVENT_LENGTH, null) > 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return false;
    throw error;
  }
}
