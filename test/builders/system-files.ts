/** The system files of Linux for one plugged-in scanner that types. */
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

/** Takes the content of each file by its path. The folders follow from the paths. */
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
