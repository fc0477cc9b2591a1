/** Finds the files by which Linux hands on what a HID keyboard types to whoever listens. Pure over what sysfs and udev tell. */
import { hexId, type HidDevice } from '../../hid-device.ts';

/** What is read of the file system; empty for what is not there. */
export interface SystemFiles {
  list(folder: string): readonly string[];
  read(file: string): string;
}

export interface EventNode {
  path: string;
  /** The desktop was told to leave it alone (libinput, 'Device quirks and udev properties'). */
  isIgnored: boolean;
}

/** None where the device is gone, types nothing, or is not on Linux. */
export function eventNodesOf(device: HidDevice, files: SystemFiles): EventNode[] {
  const [, hidraw] = /^\/dev\/(hidraw[0-9]+)$/.exec(device.path) ?? [];
  if (hidraw === undefined) return [];
  const hid = `/sys/class/hidraw/${hidraw}/device`;
  // The name of a file soon belongs to another device, and nobody's keyboard but this one is to be taken.
  if (!files.read(`${hid}/uevent`).includes(idLine(device))) return [];
  return numbered(files, `${hid}/input`, 'input').flatMap((input) =>
    numbered(files, input, 'event').map((node) => ({
      path: `/dev/input/${node.slice(node.lastIndexOf('/') + 1)}`,
      isIgnored: isIgnored(files, node),
    })),
  );
}

/** As the kernel writes it: the bus, the vendor and the product. */
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
  const told = files.read(`/run/udev/data/c${files.read(`${node}/dev`).trim()}`);
  return /^E:LIBINPUT_IGNORE_DEVICE=(?!0?$)/m.test(told);
}
