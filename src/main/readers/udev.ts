/** The udev rule by which Linux lets the kiosk read a device. The file itself is in resources/udev. */
import { hexId } from './hid-device.ts';

export const UDEV_FILE = '/etc/udev/rules.d/70-prepaid-kiosk.rules';

/** For one device; `uaccess` gives it to whoever is logged in at the screen (systemd-logind). */
export function udevRule({ vendorId, productId }: { vendorId: number; productId: number }): string {
  return `KERNEL=="hidraw*", SUBSYSTEM=="hidraw", ATTRS{idVendor}=="${hexId(vendorId)}", ATTRS{idProduct}=="${hexId(productId)}", TAG+="uaccess", GROUP="plugdev", MODE="0660"`;
}
