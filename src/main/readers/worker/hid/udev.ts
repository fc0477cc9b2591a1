/** The udev rules by which Linux lets the kiosk have a device. The files themselves are in resources/udev. */
import { hexId } from '../../hid-device.ts';

export const UDEV_FILE = '/etc/udev/rules.d/70-prepaid-kiosk.rules';

/** For one device; `uaccess` gives it to whoever is logged in at the screen (systemd-logind). */
export function udevRule(ids: UsbIds): string {
  return `KERNEL=="hidraw*", SUBSYSTEM=="hidraw", ${idsOf(ids)}, ${ACCESS}`;
}

export const KEYBOARD_UDEV_FILE = '/etc/udev/rules.d/71-prepaid-kiosk-keyboards.rules';

/** For a keyboard that is read raw: libinput, and so the desktop, leaves it alone, and the kiosk may grab it. */
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
