/** Picks the kiosk's readers from the system's list of HID devices, and says what to report about the others. Pure. */
import type { ReportedReader, ReaderStatus, Unusable } from '../../health.ts';
import {
  deviceKey,
  isInVendorMode,
  isScannerThatTypes,
  isSpecific,
  matches,
  type DeviceKeys,
  type HidDevice,
} from '../../hid-device.ts';
import { isHid, type HidReaderSettings, type ReaderSettings } from '../../settings.ts';
import { hidDriver } from '../drivers/index.ts';
import type { FoundReader } from './open-reader.ts';

/** The devices that the system lists, and our key for each. */
export interface Listing {
  listed: readonly HidDevice[];
  keys: DeviceKeys;
}

/** Returns each device once, with the first settings that fit. The system may list a device once per usage. */
export function findReaders(
  { listed, keys }: Listing,
  readers: readonly ReaderSettings[],
): FoundReader[] {
  const byPath = new Map<string, FoundReader>();
  for (const device of listed) {
    const settings = settingsFor(device, readers);
    if (settings === null) continue;
    const index = readers.indexOf(settings);
    if (index >= (byPath.get(device.path)?.index ?? Infinity)) continue;
    byPath.set(device.path, { key: deviceKey(device, keys), device, settings, index });
  }
  return [...byPath.values()];
}

/** The first settings that the device fits. Null if it is not a reader of this kiosk. */
export function settingsFor(
  device: HidDevice,
  readers: readonly ReaderSettings[],
): HidReaderSettings | null {
  return readers.filter(isHid).find((settings) => fits(device, settings)) ?? null;
}

function fits(device: HidDevice, settings: HidReaderSettings): boolean {
  return hidDriver(settings).canRead(device) && matches(device, settings.match);
}

export function rowOf(
  { key, device, settings }: FoundReader,
  status: ReaderStatus,
): ReportedReader {
  const name = settings.name ?? device.name;
  const row = { key, name, driver: settings.driver, status, isExpected: true };
  return isSpecific(settings.match) ? { ...row, missedAs: keyOfNamed(settings) } : row;
}

export interface FoundDevices extends Listing {
  found: readonly FoundReader[];
  readers: readonly ReaderSettings[];
}

/** Rows for readers that the settings name and that are not plugged in, and for scanners in a mode that is not read. */
export function rowsOfOthers({ listed, keys, found, readers }: FoundDevices): {
  put: ReportedReader[];
  gone: string[];
} {
  const named = readers.filter(isHid).filter(({ match }) => isSpecific(match));
  const there = named.filter((settings) => found.some((reader) => reader.settings === settings));
  const gone = there.map(keyOfNamed);
  const missing = named
    .filter((settings) => !gone.includes(keyOfNamed(settings)))
    .map((settings): ReportedReader => ({
      key: keyOfNamed(settings),
      name: settings.name ?? settings.driver,
      driver: settings.driver,
      status: { kind: 'away' },
      isExpected: true,
    }));
  const others = listed.flatMap((device): ReportedReader[] => {
    const why = settingsFor(device, readers) === null ? otherMode(device, listed) : null;
    if (why === null) return [];
    const key = deviceKey(device, keys);
    const status = { kind: 'unusable', why } as const;
    return [{ key, name: device.name, driver: 'none', status, isExpected: false }];
  });
  return { put: [...missing, ...others], gone };
}

/** Why a scanner cannot be read as it is set up. Null for other devices. */
function otherMode(device: HidDevice, listed: readonly HidDevice[]): Unusable | null {
  if (isScannerThatTypes(device)) return { kind: 'keyboardOnly' };
  return isInVendorMode(device, listed) ? { kind: 'vendorMode' } : null;
}

export const LIBRARY_KEY = 'node-hid';

export function rowWithoutLibrary(error: unknown): ReportedReader {
  const message = error instanceof Error ? error.message : String(error);
  const library = message.includes('libusb') ? 'libusb-1.0' : 'node-hid';
  return {
    key: LIBRARY_KEY,
    name: 'node-hid',
    driver: 'none',
    status: { kind: 'unusable', why: { kind: 'libraryMissing', library } },
    isExpected: true,
  };
}

/** The key does not depend on the position in the settings, because a taught reader is added in front of the others. */
function keyOfNamed({ driver, match }: HidReaderSettings): string {
  return `${driver}:${JSON.stringify(match)}`;
}
