/** Opens every HID device that is one of the owner's readers, as it comes, and closes it as it goes. */
import type { Outbox } from '../outbox.ts';
import {
  findReaders,
  rowOf,
  rowsOfOthers,
  LIBRARY_KEY,
  rowWithoutLibrary,
  type Look,
} from './find-readers.ts';
import type { HidBus } from './hid-bus.ts';
import { keysOf, type DeviceKeys } from '../../hid-device.ts';
import { createRescan } from './rescan.ts';
import { openReader, type FoundReader, type GrabKeyboard, type OpenReader } from './open-reader.ts';
import { createUnknownDevices, unknownDevicesAmong } from './unknown-devices.ts';
import type { ReaderSettings } from '../../settings.ts';

export interface HidReadersOptions {
  bus: HidBus;
  outbox: Outbox;
  readers: readonly ReaderSettings[];
  /** Keys of the devices that are not to be touched. */
  setAside: ReadonlySet<string>;
  nowMs: () => number;
  after: (delayMs: number, run: () => void) => () => void;
  watch: (onChange: () => void) => () => void;
  grabKeyboard: GrabKeyboard;
  isTeaching: () => boolean;
  /** Of the devices that were there when somebody looked last. */
  keys: DeviceKeys;
  /** Told before any of those that are there now is opened. */
  onKeys: (keys: DeviceKeys) => void;
}

export interface HidReaders {
  /** Calls back once, when all that is there now has been opened. */
  start: (onOpened: () => void) => void;
  /** There is a reason to look at the devices at once. */
  lookSoon: () => void;
  /** Resolves when every device is closed. */
  stop(): Promise<void>;
}

export function createHidReaders(options: HidReadersOptions): HidReaders {
  const { bus, outbox, readers, setAside } = options;
  const open = new Map<string, OpenReader>();
  let { keys } = options;
  /** Of devices that are there and not open. */
  let idle = new Set<string>();
  let [isStopped, isFirst] = [false, true];
  const strangers = createUnknownDevices(options);
  const looks = createRescan({ ...options, look });

  async function look(): Promise<void> {
    const listed = await bus.list().catch((error: unknown) => {
      outbox.put(rowWithoutLibrary(error));
      return null;
    });
    if (listed === null) return;
    outbox.remove(LIBRARY_KEY);
    keys = keysOf(listed, keys);
    options.onKeys(keys);
    const found = findReaders({ listed, keys }, readers);
    const paths = new Map(found.map(({ key, device }) => [key, device.path]));
    for (const reader of open.values()) {
      // One that ended and is listed is another one in its place, or the same one again.
      const { key, device } = reader.found;
      if (paths.get(key) !== device.path || reader.isEnded()) await lose(reader);
    }
    for (const reader of found) {
      const opened = open.get(reader.key);
      if (opened !== undefined) outbox.put(rowOf(reader, opened.status()));
      else if (!isStopped) await tryOpen(reader);
    }
    isFirst = false;
    tellOfOthers({ listed, keys, found, readers });
    await strangers.meet(isStopped ? [] : unknownDevicesAmong({ listed, keys }, found));
  }

  function tellOfOthers(seen: Look): void {
    const { put, gone } = rowsOfOthers(seen);
    for (const key of gone) outbox.remove(key);
    for (const row of put) outbox.put(row);
    const now = new Set([...seen.found, ...put].map(({ key }) => key));
    for (const key of idle) {
      if (!now.has(key)) outbox.remove(key);
    }
    idle = new Set([...now].filter((key) => !open.has(key)));
  }

  async function tryOpen(found: FoundReader): Promise<void> {
    if (setAside.has(found.key)) {
      outbox.put(rowOf(found, { kind: 'unusable', why: { kind: 'setAside' } }));
      return;
    }
    const opened = await openReader(found, { ...options, wasThere: isFirst, onEnded: looks.soon });
    if (opened.kind === 'open') open.set(found.key, opened.reader);
    outbox.put(rowOf(found, opened.kind === 'open' ? opened.reader.status() : opened.status));
  }

  async function lose(reader: OpenReader): Promise<void> {
    open.delete(reader.found.key);
    outbox.put(rowOf(reader.found, { kind: 'away' }));
    await reader.close();
  }

  return {
    start: (onOpened) => looks.start(onOpened),
    lookSoon: () => looks.soon(),
    async stop() {
      isStopped = true;
      await looks.stop();
      await strangers.meet([]);
      await Promise.all([...open.values()].map((reader) => reader.close()));
    },
  };
}
