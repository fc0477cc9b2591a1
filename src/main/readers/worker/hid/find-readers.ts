/** From the list of the system's HID devices to the owner's readers among them, and what is to be told of the rest. Pure. */
import type { ToldReader, ReaderStatus } from '../../health.ts';
import {
  deviceKey,
  fits,
  isHid,
  isScannerThatTypes,
  isSpecific,
  settingsFor,
  type DeviceKeys,
  type HidDevice,
} from '../../hid-device.ts';
import type { FoundReader } from './open-reader.ts';
import type { HidReaderSettings, ReaderSettings } from '../../settings.ts';

/** What the system lists, and what each is called here. */
export interface Listing {
  listed: readonly HidDevice[];
  keys: DeviceKeys;
}

/** Each device once, though the system lists it once for each thing that it can be; the first of the settings has it. */
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

export function rowOf({ key, device, settings }: FoundReader, status: ReaderStatus): ToldReader {
  const name = settings.name ?? device.name;
  const row = { key, name, driver: settings.driver, status, isExpected: true };
  return isSpecific(settings.match) ? { ...row, missedAs: keyOfNamed(settings) } : row;
}

export interface Look extends Listing {
  found: readonly FoundReader[];
  readers: readonly ReaderSettings[];
}

/** Readers that were named and are not there, and scanners that can only type. */
export function rowsOfOthers({ listed, keys, found, readers }: Look): {
  put: ToldReader[];
  gone: string[];
} {
  const named = readers.filter(isHid).filter(({ match }) => isSpecific(match));
  const there = named.filter((settings) => found.some((reader) => reader.settings === settings));
  const gone = there.map(keyOfNamed);
  const missing = named
    .filter((settings) => !gone.includes(keyOfNamed(settings)))
    .map((settings): ToldReader => ({
      key: keyOfNamed(settings),
      name: settings.name ?? settings.driver,
      driver: settings.driver,
      status: { kind: 'away' },
      isExpected: true,
    }));
  const typing = listed
    .filter((device) => isScannerThatTypes(device) && !isReader(device, readers))
    .map((device): ToldReader => ({
      key: deviceKey(device, keys),
      name: device.name,
      driver: 'none',
      status: { kind: 'unusable', why: { kind: 'keyboardOnly' } },
      isExpected: false,
    }));
  return { put: [...missing, ...typing], gone };
}

export const LIBRARY_KEY = 'node-hid';

export function rowWithoutLibrary(error: unknown): ToldReader {
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

/** The same wherever it stands in the settings, as a reader that was taught comes before the others. */
function keyOfNamed({ driver, match }: HidReaderSettings): string {
  return `${driver}:${JSON.stringify(match)}`;
}

function isReader(device: HidDevice, readers: readonly ReaderSettings[]): boolean {
  return readers.some((settings) => isHid(settings) && fits(device, settings));
}
