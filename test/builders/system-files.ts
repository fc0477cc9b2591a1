/** The files of a Linux at which a scanner that types is plugged in. */
import type { HidDevice } from '../../src/main/readers/hid-device.ts';
import type { SystemFiles } from '../../src/main/readers/worker/hid/event-nodes.ts';

export function aTypingScanner(): HidDevice {
  return {
    path: '/dev/hidraw2',
    vendorId: 0x05e0,
    productId: 0x1200,
    usagePage: 1,
    usage: 6,
    serialNumber: 'K1',
    name: 'Symbol Bar Code Scanner',
    interfaceNumber: 0,
  };
}

/** By their paths; folders are what the paths say. */
export function aSystem(files: Readonly<Record<string, string>>): SystemFiles {
  const all: Readonly<Record<string, string>> = {
    '/sys/class/hidraw/hidraw2/device/uevent':
      'DRIVER=hid-generic\nHID_ID=0003:000005E0:00001200\nHID_NAME=Symbol\n',
    ...files,
  };
  return {
    list(folder) {
      const inside = Object.keys(all).filter((path) => path.startsWith(`${folder}/`));
      return [...new Set(inside.map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''))];
    },
    read: (file) => all[file] ?? '',
  };
}
