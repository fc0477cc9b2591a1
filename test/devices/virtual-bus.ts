/** A bus of virtual devices: files as in sysfs, and a socket for each device. vhid.c shows them to a process. */
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeviceBus, TestDevice } from './bus.ts';
import { buildShim } from './shim.ts';

interface Plugged {
  dir: string;
  server: Server;
  /** The connections of the processes that have the device open. */
  clients: Set<Socket>;
  features: Buffer[];
}

const OPEN_MS = 10_000;

export function createVirtualBus(): DeviceBus {
  const dir = mkdtempSync(join(tmpdir(), 'vhid-'));
  const plugged = new Map<string, Plugged>();
  let goneCount = 0;

  function find(serialNumber: string): Plugged {
    const device = plugged.get(serialNumber);
    if (device === undefined) throw new Error(`${serialNumber} is not plugged in`);
    return device;
  }

  async function unplug(serialNumber: string): Promise<void> {
    const device = find(serialNumber);
    plugged.delete(serialNumber);
    const gone = join(dir, `.gone${(goneCount += 1)}`);
    renameSync(device.dir, gone);
    for (const client of device.clients) client.destroy();
    await new Promise((resolve) => device.server.close(resolve));
    rmSync(gone, { recursive: true });
  }

  return {
    env: { LD_PRELOAD: buildShim(), VHID_DIR: dir },
    async plug(device) {
      const clients = new Set<Socket>();
      const features: Buffer[] = [];
      const server = createServer((socket) => serve(socket, clients, features));
      const path = join(dir, `hidraw${freeNumber(dir)}`);
      const making = join(dir, `.new-${device.serialNumber}`);
      writeFolder(making, device);
      await new Promise<void>((resolve) => server.listen(join(making, 'sock'), resolve));
      // A rename makes the complete folder appear at once.
      renameSync(making, path);
      plugged.set(device.serialNumber, { dir: path, server, clients, features });
    },
    unplug,
    async report(serialNumber, report) {
      const { clients } = find(serialNumber);
      for (let waitedMs = 0; clients.size === 0; waitedMs += 1) {
        if (waitedMs > OPEN_MS) throw new Error(`no process opened ${serialNumber}`);
        await sleep(1);
      }
      const frame = Buffer.alloc(2 + report.length);
      frame.writeUInt16LE(report.length);
      frame.set(report, 2);
      for (const client of clients) client.write(frame);
    },
    features: (serialNumber) => find(serialNumber).features,
    async stop() {
      for (const serialNumber of [...plugged.keys()]) await unplug(serialNumber);
      rmSync(dir, { recursive: true });
    },
  };
}

/** The lowest free number, as the kernel chooses it. */
function freeNumber(dir: string): number {
  const taken = new Set(readdirSync(dir));
  let number = 0;
  while (taken.has(`hidraw${number}`)) number += 1;
  return number;
}

function writeFolder(dir: string, device: TestDevice): void {
  const hex = (id: number, width: number): string =>
    id.toString(16).toUpperCase().padStart(width, '0');
  const name = `${device.manufacturer} ${device.product}`;
  const files: Record<string, string | Buffer> = {
    'device/uevent': `DRIVER=hid-generic\nHID_ID=0003:${hex(device.vendorId, 8)}:${hex(device.productId, 8)}\nHID_NAME=${name}\nHID_PHYS=vhid/input0\nHID_UNIQ=${device.serialNumber}\n`,
    'device/report_descriptor': device.descriptor,
    'usb/manufacturer': device.manufacturer,
    'usb/product': device.product,
    'usb/bcdDevice': '0100',
    'usb/bInterfaceNumber': '00',
    ...(device.isForbidden === true ? { eacces: '' } : {}),
  };
  for (const [leaf, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, leaf)), { recursive: true });
    writeFileSync(join(dir, leaf), content);
  }
}

const HEAD_LENGTH = 3;
const FEATURE = 'F'.charCodeAt(0);

/** Records the feature reports that a client writes. */
function serve(socket: Socket, clients: Set<Socket>, features: Buffer[]): void {
  clients.add(socket);
  socket.on('close', () => clients.delete(socket));
  // A killed client resets the connection.
  socket.on('error', () => clients.delete(socket));
  let pending = Buffer.alloc(0);
  socket.on('data', (piece) => {
    pending = Buffer.concat([pending, Buffer.from(piece)]);
    while (pending.length >= HEAD_LENGTH) {
      const end = HEAD_LENGTH + pending.readUInt16LE(1);
      if (pending.length < end) return;
      if (pending[0] === FEATURE) features.push(pending.subarray(HEAD_LENGTH, end));
      pending = pending.subarray(end);
    }
  });
}
