/**
 * Devices on a USB bus: the kernel's virtual host controller (dummy_hcd) and its HID gadget.
 * So usbcore, usbhid, the HID core and hidraw are all real.
 */
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeviceBus, TestDevice } from '../devices/bus.ts';
import { hidrawNode, noHidrawNode, opened } from './hidraw-node.ts';

const GADGETS = '/sys/kernel/config/usb_gadget';
const CONTROLLERS = '/sys/class/udc';
const REPORT_LENGTH = 64;
const RETRY_MS = 1;
const OPEN_MS = 60_000;

interface Plugged {
  dir: string;
  controller: string;
  fd: number;
}

export function createGadgetBus(): DeviceBus {
  const plugged = new Map<string, Plugged>();

  function find(serialNumber: string): Plugged {
    const device = plugged.get(serialNumber);
    if (device === undefined) throw new Error(`${serialNumber} is not plugged in`);
    return device;
  }

  async function unplug(serialNumber: string): Promise<void> {
    const { dir, fd } = find(serialNumber);
    plugged.delete(serialNumber);
    writeFileSync(`${dir}/UDC`, '\n');
    closeSync(fd);
    unlinkSync(`${dir}/configs/c.1/hid.0`);
    for (const folder of ['configs/c.1', 'functions/hid.0', 'strings/0x409', '.']) {
      rmdirSync(`${dir}/${folder}`.replace(/\/\.$/, ''));
    }
    await noHidrawNode(serialNumber);
  }

  return {
    env: {},
    async plug(device) {
      const taken = new Set([...plugged.values()].map(({ controller }) => controller));
      const controller = readdirSync(CONTROLLERS).find((name) => !taken.has(name));
      if (controller === undefined) throw new Error('all USB ports are taken');
      const dir = `${GADGETS}/${device.serialNumber}`;
      describe(dir, device);
      writeFileSync(`${dir}/UDC`, controller);
      await hidrawNode(device.serialNumber);
      const minor = readFileSync(`${dir}/functions/hid.0/dev`, 'utf8').trim().split(':')[1];
      const path = `/dev/hidg${minor ?? ''}`;
      while (!existsSync(path)) await sleep(RETRY_MS);
      const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
      plugged.set(device.serialNumber, { dir, controller, fd });
    },
    unplug,
    async report(serialNumber, report) {
      const { fd } = find(serialNumber);
      // The kernel drops reports that came before the device was opened (usbhid_open).
      await opened(serialNumber);
      // The queue holds one report. The next must wait until the host has read it.
      for (let waitedMs = 0; !hasWritten(fd, report); waitedMs += RETRY_MS) {
        if (waitedMs > OPEN_MS) throw new Error(`no process reads ${serialNumber}`);
        await sleep(RETRY_MS);
      }
    },
    features: () => null,
    async stop() {
      for (const serialNumber of [...plugged.keys()]) await unplug(serialNumber);
    },
  };
}

function describe(dir: string, device: TestDevice): void {
  const hex = (id: number): string => `0x${id.toString(16)}`;
  mkdirSync(dir);
  for (const folder of ['strings/0x409', 'functions/hid.0', 'configs/c.1']) {
    mkdirSync(`${dir}/${folder}`);
  }
  const files: Record<string, string | Buffer> = {
    idVendor: hex(device.vendorId),
    idProduct: hex(device.productId),
    bcdDevice: '0x100',
    'strings/0x409/manufacturer': device.manufacturer,
    'strings/0x409/product': device.product,
    'strings/0x409/serialnumber': device.serialNumber,
    'functions/hid.0/report_length': String(REPORT_LENGTH),
    'functions/hid.0/report_desc': device.descriptor,
    'functions/hid.0/subclass': '0',
    'functions/hid.0/protocol': '0',
  };
  for (const [leaf, content] of Object.entries(files)) writeFileSync(`${dir}/${leaf}`, content);
  symlinkSync(`${dir}/functions/hid.0`, `${dir}/configs/c.1/hid.0`);
}

function hasWritten(fd: number, report: Uint8Array): boolean {
  try {
    return writeSync(fd, report) > 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return false;
    throw error;
  }
}
