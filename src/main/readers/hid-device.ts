/** A HID device as the system lists it, and which of the owner's readers it is. Pure. */
import type { DeviceMatch, HidReaderSettings, ReaderSettings } from './settings.ts';

export interface HidDevice {
  path: string;
  vendorId: number;
  productId: number;
  usagePage: number;
  usage: number;
  serialNumber: string;
  name: string;
  interfaceNumber: number;
}

/** Four hexadecimal digits, as in `lsusb` and udev rules. */
export function hexId(id: number): string {
  return id.toString(16).padStart(4, '0');
}

/** HID Point of Sale Usage Tables 1.02: a barcode scanner, and the usages that are one too. */
export const POS_USAGE_PAGE = 0x8c;
const [KEYBOARD_PAGE, KEYBOARD_USAGE] = [0x01, 0x06];

export function isKeyboard({ usagePage, usage }: HidDevice): boolean {
  return usagePage === KEYBOARD_PAGE && usage === KEYBOARD_USAGE;
}

/** Honeywell and its Youjie; they say more of a code, and are switched to HID POS by a feature report. */
export function isHoneywell({ vendorId }: HidDevice): boolean {
  return vendorId === 0x0c2e || vendorId === 0x23d0;
}

/** Vendors of scanners: a keyboard of one of these is a scanner that is set to type. */
const SCANNER_VENDORS = new Set([0x0c2e, 0x23d0, 0x05e0, 0x05f9]);

export function isScannerThatTypes(device: HidDevice): boolean {
  return isKeyboard(device) && SCANNER_VENDORS.has(device.vendorId);
}

/** The first of the settings that the device fits; null where it is no reader of this kiosk. */
export function settingsFor(
  device: HidDevice,
  readers: readonly ReaderSettings[],
): HidReaderSettings | null {
  return readers.filter(isHid).find((reader) => fits(device, reader)) ?? null;
}

export function isHid(reader: ReaderSettings): reader is HidReaderSettings {
  return 'match' in reader;
}

/** Somebody said which device it is, and so wants to know when it is not there. */
export function isSpecific(match: DeviceMatch): boolean {
  return Object.values(match).some((wanted) => wanted !== null);
}

export function fits(device: HidDevice, { driver, match }: HidReaderSettings): boolean {
  if (driver === 'hidPos' && device.usagePage !== POS_USAGE_PAGE) return false;
  if (driver === 'hidKeyboard' && !isKeyboard(device)) return false;
  return (
    isOrAny(match.vendorId, device.vendorId) &&
    isOrAny(match.productId, device.productId) &&
    isOrAny(match.usagePage, device.usagePage) &&
    isOrAny(match.usage, device.usage) &&
    isOrAny(match.serialNumber, device.serialNumber) &&
    isOrAny(match.path, device.path)
  );
}

function isOrAny<T>(wanted: T | null, found: T): boolean {
  return wanted === null || wanted === found;
}

/** The same for the same device plugged into any port; two alike without serial numbers differ by their path. */
export function deviceKey(device: HidDevice, others: readonly HidDevice[]): string {
  const base = keyBase(device);
  const isAlone = others.filter((other) => keyBase(other) === base).length === 1;
  return isAlone ? base : `${base}@${device.path}`;
}

function keyBase(device: HidDevice): string {
  const { vendorId, productId, serialNumber, interfaceNumber, usagePage } = device;
  return [hexId(vendorId), hexId(productId), serialNumber, interfaceNumber, hexId(usagePage)].join(
    ':',
  );
}
