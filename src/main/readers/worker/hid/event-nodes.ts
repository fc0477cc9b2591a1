/** Finds the input event files through which Linux passes on the keys of a HID keyboard. Pure over sysfs and udev. */
import { hexId, type HidDevice } from '../../hid-device.ts';

/** Reads the file system. Missing files and folders read as empty. */
export interface SystemFiles {
  list(folder: string): readonly string[];
  read(file: string): string;
}

export interface EventNode {
  path: string;
  /** A udev property makes the desktop ignore this node (libinput, 'Device quirks and udev properties'). */
  isIgnored: boolean;
}

/** Empty if the device is gone, has no keys, or this is not Linux. */
export function eventNodesOf(device: HidDevice, files: SystemFiles): EventNode[] {
  const [, hidraw] = /^\/dev\/(hidraw[0-9]+)$/.exec(device.path) ?? [];
  if (hidraw === undefined) return [];
  const hid = `/sys/class/hidraw/${hidraw}/device`;
  // Linux reuses hidraw numbers. Make sure that this is still the same device before anything grabs its keys.
  if (!files.read(`${hid}/uevent`).includes(idLine(device))) return [];
  return numbered(files, `${hid}/input`, 'input').flatMap((input) =>
    numbered(files, input, 'event').map((node) => ({
      path: `/dev/input/${node.slice(node.lastIndexOf('/') + 1)}`,
      isIgnored: isIgnored(files, node),
    })),
  );
}

/** The vendor and product in the kernel's uevent line, after the bus. */
function idLine({ vendorId, productId }: HidDevice): string {
  const long = (id: number): string => hexId(id).toUpperCase().padStart(8, '0');
  return `:${long(vendorId)}:${long(productId)}\n`;
}

function numbered(files: SystemFiles, folder: string, name: string): string[] {
  const isNumbered = new RegExp(`^${name}[0-9]+$`);
  return files
    .list(folder)
    .filter((entry) => isNumbered.test(entry))
    .map((entry) => `${folder}/${entry}`);
}

function isIgnored(files: SystemFiles, node: string): boolean {
  const properties = files.read(`/run/udev/data/c${files.read(`${node}/dev`).trim()}`);
  return /^E:LIBINPUT_IGNORE_DEVICE=(?!0?$)/m.test(properties);
}
