/** Opens each HID reader of the kiosk when it is plugged in, and closes it when it is unplugged. */
import { keysOf, type DeviceKeys } from '../../hid-device.ts';
import type { ReaderSettings } from '../../settings.ts';
import type { Outbox } from '../outbox.ts';
import {
  findReaders,
  LIBRARY_KEY,
  rowOf,
  rowsOfOthers,
  rowWithoutLibrary,
  type FoundDevices,
} from './find-readers.ts';
import type { HidBus } from './hid-bus.ts';
import { openReader, type FoundReader, type GrabKeyboard, type OpenReader } from './open-reader.ts';
import { createRescan } from './rescan.ts';
import { createUnpluggedWatch } from './unplugged.ts';
import { createUnknownDevices, unknownDevicesAmong } from './unknown-devices.ts';

export interface HidReadersOptions {
  bus: HidBus;
  outbox: Outbox;
  readers: readonly ReaderSettings[];
  /** Keys of devices that must not be touched. An unplugged one is removed: it gets another try. */
  setAside: Set<string>;
  /** Called with those that were removed. */
  onUnplugged: (keys: readonly string[]) => void;
  nowMs: () => number;
  after: (delayMs: number, run: () => void) => () => void;
  watch: (onChange: () => void) => () => void;
  grabKeyboard: GrabKeyboard;
  isTeaching: () => boolean;
  /** Keys of the devices that were there at the last scan. */
  keys: DeviceKeys;
  /** Called before any device of the present scan is opened. */
  onKeys: (keys: DeviceKeys) => void;
}

export interface HidReaders {
  /** Calls back once, when every reader that is plugged in now is open. */
  start: (onOpened: () => void) => void;
  /** Scans for devices without waiting for the next regular scan. */
  rescanSoon: () => void;
  /** Resolves when every device is closed. */
  stop(): Promise<void>;
}

export function createHidReaders(options: HidReadersOptions): HidReaders {
  const { bus, outbox, readers, setAside } = options;
  const open = new Map<string, OpenReader>();
  let { keys } = options;
  /** Keys of devices that are plugged in and not open. */
  let notOpen = new Set<string>();
  let [isStopped, isFirst] = [false, true];
  const takeUnplugged = createUnpluggedWatch(setAside, options.nowMs);
  const unknownDevices = createUnknownDevices(options);
  const rescan = createRescan({ ...options, scan });

  async function scan(): Promise<void> {
    const listed = await bus.list().catch((error: unknown) => {
      outbox.put(rowWithoutLibrary(error));
      return null;
    });
    if (listed === null) return;
    outbox.remove(LIBRARY_KEY);
    keys = keysOf(listed, keys);
    options.onKeys(keys);
    const unplugged = takeUnplugged(keys);
    if (unplugged.length > 0) options.onUnplugged(unplugged);
    const found = findReaders({ listed, keys }, readers);
    const paths = new Map(found.map(({ key, device }) => [key, device.path]));
    for (const reader of open.values()) {
      // If a reader has ended and is listed again, it was replaced or plugged in again.
      const { key, device } = reader.found;
      if (paths.get(key) !== device.path || reader.isEnded()) await lose(reader);
    }
    for (const reader of found) {
      const opened = open.get(reader.key);
      if (opened !== undefined) outbox.put(rowOf(reader, opened.status()));
      else if (!isStopped) await tryOpen(reader);
    }
    isFirst = false;
    reportOthers({ listed, keys, found, readers });
    await unknownDevices.update(isStopped ? [] : unknownDevicesAmong({ listed, keys }, found));
  }

  function reportOthers(devices: FoundDevices): void {
    const { put, gone } = rowsOfOthers(devices);
    for (const key of gone) outbox.remove(key);
    for (const row of put) outbox.put(row);
    const now = new Set([...devices.found, ...put].map(({ key }) => key));
    for (const key of notOpen) {
      if (!now.has(key)) outbox.remove(key);
    }
    notOpen = new Set([...now].filter((key) => !open.has(key)));
  }

  async function tryOpen(found: FoundReader): Promise<void> {
    if (setAside.has(found.key)) {
      outbox.put(rowOf(found, { kind: 'unusable', why: { kind: 'setAside' } }));
      return;
    }
    const opened = await openReader(found, { ...options, wasThere: isFirst, onEnded: rescan.soon });
    if (opened.kind === 'open') open.set(found.key, opened.reader);
    outbox.put(rowOf(found, opened.kind === 'open' ? opened.reader.status() : opened.status));
  }

  async function lose(reader: OpenReader): Promise<void> {
    open.delete(reader.found.key);
    outbox.put(rowOf(reader.found, { kind: 'away' }));
    await reader.close();
  }

  return {
    start: (onOpened) => rescan.start(onOpened),
    rescanSoon: () => rescan.soon(),
    async stop() {
      isStopped = true;
      await rescan.stop();
      await unknownDevices.update([]);
      await Promise.all([...open.values()].map((reader) => reader.close()));
    },
  };
}
