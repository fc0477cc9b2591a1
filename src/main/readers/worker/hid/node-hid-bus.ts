/**
 * The HID devices of this machine, through node-hid. Runs only in the reader process, because native code can crash
 * its process.
 */
import { access, constants } from 'node:fs/promises';
import { devicesAsync, HIDAsync, setDriverType, type Device } from 'node-hid';
import type { HidBus, OpenedHid } from './hid-bus.ts';
import { nameOf, type HidDevice } from '../../hid-device.ts';

export function createNodeHidBus(): HidBus {
  // The other driver, libusb, takes devices away from the kernel's drivers.
  if (process.platform === 'linux') setDriverType('hidraw');
  return {
    list: async () => (await devicesAsync()).flatMap((device) => toHidDevice(device)),
    async open(path, on) {
      const opened = await tryOpen(path);
      if (!('hid' in opened)) return opened;
      const { hid } = opened;
      let isClosed = false;
      const close = async (): Promise<void> => {
        if (isClosed) return;
        isClosed = true;
        await hid.close().catch(ignoreLoss);
      };
      hid.on('data', (report: Buffer) => {
        if (!isClosed) on.report(report);
      });
      hid.on('error', () => {
        if (isClosed) return;
        close().then(on.ended, on.ended);
      });
      return {
        kind: 'open',
        device: {
          sendFeature: (report) =>
            hid.sendFeatureReport([...report]).then(
              () => true,
              () => false,
            ),
          close,
        },
      };
    },
  };
}

async function tryOpen(
  path: string,
): Promise<{ hid: HIDAsync } | Exclude<OpenedHid, { kind: 'open' }>> {
  try {
    return { hid: await HIDAsync.open(path) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/permission denied/i.test(message) || (await isForbidden(path))) {
      return { kind: 'noPermission' };
    }
    return { kind: 'failed', message };
  }
}

/** Only on Linux is the path a file with permissions. */
async function isForbidden(path: string): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  return access(path, constants.R_OK | constants.W_OK).then(
    () => false,
    (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EACCES',
  );
}

/** The device was unplugged while we closed it, so it is closed. */
function ignoreLoss(): void {
  return;
}

/** The system lists a device once for each path and usage. */
function toHidDevice(device: Device): HidDevice[] {
  if (device.path === undefined) return [];
  return [
    {
      path: device.path,
      vendorId: device.vendorId,
      productId: device.productId,
      usagePage: device.usagePage ?? 0,
      usage: device.usage ?? 0,
      serialNumber: device.serialNumber ?? '',
      name: nameOf(device),
      interfaceNumber: device.interface,
    },
  ];
}
