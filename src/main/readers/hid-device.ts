/** A HID device as the system lists it, and which of the owner's readers it is. Pure. */
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

/** Whether the owner named one particular device, and so wants to know when it is missing. */
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

/** The key of each device that is listed, by what it is and its path. */
export type DeviceKeys = ReadonlyMap<string, string>;

export const NO_KEYS: DeviceKeys = new Map();

/**
 * The same for the same device plugged into any port. Of several alike, be it by the same serial number, each keeps
 * the key that it has for as long as it is there, and one that comes takes the first that is free.
 */
export function keysOf(listed: readonly HidDevice[], before: DeviceKeys): DeviceKeys {
  const places = new Set(listed.map(placeOf));
  const keys = new Map([...before].filter(([place]) => places.has(place)));
  for (const device of listed) {
    const place = placeOf(device);
    if (!keys.has(place)) keys.set(place, freeKey(keyBase(device), new Set(keys.values())));
  }
  return keys;
}

export function deviceKey(device: HidDevice, keys: DeviceKeys): string {
  return keys.get(placeOf(device)) ?? keyBase(device);
}

/** A device says what it likes of itself, and that goes to the log: one line, and no sign that is not seen. */
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

function placeOf(device: HidDevice): string {
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
