/** The udev rules that give the kiosk access to a device on Linux. The rule files are in resources/udev. */
import { hexId } from '../../hid-device.ts';

export const UDEV_FILE = '/etc/udev/rules.d/70-prepaid-kiosk.rules';

/** The rule for one device. `uaccess` gives access to the user who is logged in at the screen (systemd-logind). */
export function udevRule(ids: UsbIds): string {
  return `KERNEL=="hidraw*", SUBSYSTEM=="hidraw", ${idsOf(ids)}, ${ACCESS}`;
}

export const KEYBOARD_UDEV_FILE = '/etc/udev/rules.d/71-prepaid-kiosk-keyboards.rules';

/** The rule for a keyboard that we read raw: libinput, and so the desktop, ignores it, and the kiosk may grab it. */
export function keyboardUdevRule(ids: UsbIds): string {
  return `KERNEL=="event*", SUBSYSTEM=="input", ${idsOf(ids)}, ENV{LIBINPUT_IGNORE_DEVICE}="1", ${ACCESS}`;
}

interface UsbIds {
  vendorId: number;
  productId: number;
}

const ACCESS = 'TAG+="uaccess", GROUP="plugdev", MODE="0660"';

function idsOf({ vendorId, productId }: UsbIds): string {
  return `ATTRS{idVendor}=="${hexId(vendorId)}", ATTRS{idProduct}=="${hexId(productId)}"`;
}
