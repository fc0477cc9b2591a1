/** A HID device as the system lists it, and the key that we give it. Pure. */
import type { DeviceMatch } from './settings.ts';

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

/** Four hexadecimal digits, as `lsusb` and udev rules write them. */
export function hexId(id: number): string {
  return id.toString(16).padStart(4, '0');
}

/** The usage page of barcode scanners (HID Point of Sale Usage Tables 1.02). */
export const POS_USAGE_PAGE = 0x8c;
/** The page of Honeywell's own commands (qzind/tray issues 288 and 1312). */
const VENDOR_POS_PAGE = 0xff8c;
const [KEYBOARD_PAGE, KEYBOARD_USAGE] = [0x01, 0x06];

export function isKeyboard({ usagePage, usage }: HidDevice): boolean {
  return usagePage === KEYBOARD_PAGE && usage === KEYBOARD_USAGE;
}

/** Honeywell and its brand Youjie. They report the symbology, and a feature report switches them to HID POS mode. */
export function isHoneywell({ vendorId }: HidDevice): boolean {
  return vendorId === 0x0c2e || vendorId === 0x23d0;
}

/** Sends a layout of its own in HID POS mode (hid-pos.ts). */
export function isNewland({ vendorId }: HidDevice): boolean {
  return vendorId === 0x1eab;
}

/** Scanner vendors. A keyboard from one of these is a scanner in keyboard mode. */
const SCANNER_VENDORS = new Set([0x0c2e, 0x23d0, 0x05e0, 0x05f9]);

export function isScannerThatTypes(device: HidDevice): boolean {
  return isKeyboard(device) && SCANNER_VENDORS.has(device.vendorId);
}

/** Whether a scanner sends its codes to software of its maker only. `listed`: all devices, for its other usages. */
export function isInVendorMode(device: HidDevice, listed: readonly HidDevice[]): boolean {
  const isReadable = (other: HidDevice): boolean =>
    other.usagePage === POS_USAGE_PAGE || isKeyboard(other);
  return (
    device.usagePage === VENDOR_POS_PAGE &&
    !listed.some((other) => isReadable(other) && isSameUnit(device, other))
  );
}

/** The system lists a device once for each usage. */
function isSameUnit(one: HidDevice, other: HidDevice): boolean {
  return (
    one.vendorId === other.vendorId &&
    one.productId === other.productId &&
    one.serialNumber === other.serialNumber
  );
}

/** Whether the settings name one particular device. If it is missing, the kiosk reports this. */
export function isSpecific(match: DeviceMatch): boolean {
  return Object.values(match).some((wanted) => wanted !== null);
}

export function matches(device: HidDevice, match: DeviceMatch): boolean {
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

/** The key of each listed device, by its identity and path. */
export type DeviceKeys = ReadonlyMap<string, string>;

export const NO_KEYS: DeviceKeys = new Map();

/**
 * A device has the same key in every port. If several devices are alike, even in their serial number, each keeps its
 * key while it stays plugged in, and a new one takes the first free key.
 */
export function keysOf(listed: readonly HidDevice[], before: DeviceKeys): DeviceKeys {
  const identities = new Set(listed.map(identityOf));
  const keys = new Map([...before].filter(([identity]) => identities.has(identity)));
  for (const device of listed) {
    const identity = identityOf(device);
    if (!keys.has(identity)) keys.set(identity, freeKey(keyBase(device), new Set(keys.values())));
  }
  return keys;
}

export function deviceKey(device: HidDevice, keys: DeviceKeys): string {
  return keys.get(identityOf(device)) ?? keyBase(device);
}

/** Makes the name that a device reports safe for the log: one line, no invisible characters. */
export function nameOf({ manufacturer = '', product = '' }: Naming): string {
  const name = product.startsWith(manufacturer) ? product : `${manufacturer} ${product}`;
  return (
    name
      .replace(/\p{C}+/gu, ' ')
      .trim()
      .slice(0, 200) || 'HID device'
  );
}

interface Naming {
  manufacturer?: string | undefined;
  product?: string | undefined;
}

function identityOf(device: HidDevice): string {
  return `${keyBase(device)}@${device.path}`;
}

function freeKey(base: string, taken: ReadonlySet<string>): string {
  let number = 1;
  const key = (): string => (number === 1 ? base : `${base}#${number}`);
  while (taken.has(key())) number += 1;
  return key();
}

function keyBase(device: HidDevice): string {
  const { vendorId, productId, serialNumber, interfaceNumber, usagePage } = device;
  return [hexId(vendorId), hexId(productId), serialNumber, interfaceNumber, hexId(usagePage)].join(
    ':',
  );
}
