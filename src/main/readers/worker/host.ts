/**
 * Runs all readers of the kiosk inside the reader process. Opens the devices of the settings when they are plugged in,
 * closes them when they are unplugged, and sends their codes to the kiosk. Never decides whether a code is a card.
 */
import type { DeviceKeys, HidDevice } from '../hid-device.ts';
import type { ReaderStatus, ReportedReader } from '../health.ts';
import type { WorkerEvent, Command } from '../protocol.ts';
import { isHid, type ReaderSettings } from '../settings.ts';
import type { DriverParts, RunningDriver, StandaloneDriver } from './drivers/driver.ts';
import { standaloneDriver } from './drivers/index.ts';
import { createEvdev, EVDEV_LIBRARY } from './hid/evdev.ts';
import type { HidBus } from './hid/hid-bus.ts';
import { createHidReaders } from './hid/hid-readers.ts';
import { createKeyboardGrab, type KeyboardGrab } from './hid/keyboard-grab.ts';
import { watchReplug } from './replugged.ts';
import { createOutbox, type Outbox } from './outbox.ts';

export interface HostParts extends DriverParts {
  bus: HidBus;
  send: (event: WorkerEvent) => void;
  /** Calls back when devices may have appeared or gone, if the system reports this. Returns the function that stops it. */
  watch: (onChange: () => void) => () => void;
}

export interface Host {
  handle(command: Exclude<Command, { kind: 'stop' }>): void;
  /** Resolves when every device is closed. */
  stop(): Promise<void>;
}

type Configuration = Extract<Command, { kind: 'configure' }>;

export function createHost(parts: HostParts): Host {
  let isTeaching = false;
  let rescanSoon = (): void => undefined;
  let stopReaders = (): Promise<void> => Promise.resolve();

  function configure({ readers, setAside, keys }: Configuration): void {
    const outbox = createOutbox({ ...parts, isTeaching: () => isTeaching });
    const all = standaloneReaders(readers);
    const standaloneKeys = new Set(all.map(({ row }) => row.key));
    const hid = createHidReaders({
      ...parts,
      outbox,
      readers,
      setAside: new Set(setAside.filter((key) => !standaloneKeys.has(key))),
      onUnplugged: (unplugged) => parts.send({ kind: 'unplugged', keys: [...unplugged] }),
      keys: new Map(keys),
      onKeys: onlyChanges((now) => parts.send({ kind: 'keys', keys: [...now] })),
      grabKeyboard,
      isTeaching: () => isTeaching,
    });
    rescanSoon = hid.rescanSoon;
    const running: RunningDriver[] = [];
    let unwatch: readonly (() => void)[] = [];
    const stopPrevious = stopReaders;
    // The previous readers must have closed their devices first.
    const started = stopPrevious().then(() => {
      const used = all.filter(({ row }) => !setAside.includes(row.key));
      for (const reader of all) {
        outbox.put({ ...reader.row, status: used.includes(reader) ? { kind: 'away' } : SET_ASIDE });
      }
      running.push(...used.map((reader) => start(reader, parts, outbox)));
      unwatch = all
        .filter((reader) => !used.includes(reader))
        .map((reader) =>
          whenReplugged(reader, parts, () => running.push(start(reader, parts, outbox))),
        );
      // Marks these readers as touched last. If the process crashes early, their libraries are the likely cause.
      hid.start(() => used.forEach(({ row }) => outbox.touch(row)));
    });
    stopReaders = async () => {
      await started;
      for (const end of unwatch) end();
      await Promise.all([hid.stop(), ...running.map((driver) => driver.stop())]);
      outbox.stop();
    };
  }

  async function grabKeyboard(device: HidDevice): Promise<KeyboardGrab> {
    const evdev = createEvdev(await parts.load(EVDEV_LIBRARY));
    return createKeyboardGrab(device, { files: parts.files, evdev });
  }

  parts.send({ kind: 'started' });
  return {
    handle(command) {
      switch (command.kind) {
        case 'configure':
          configure(command);
          return;
        case 'teach':
          isTeaching = command.isOn;
          rescanSoon();
          return;
        case 'ping':
          parts.send({ kind: 'pong', number: command.number });
          return;
      }
    },
    stop: () => stopReaders(),
  };
}

/** The device list is read every second and seldom differs. */
function onlyChanges(send: (keys: DeviceKeys) => void): (keys: DeviceKeys) => void {
  let sent = '';
  return (keys) => {
    const text = JSON.stringify([...keys]);
    if (text !== sent) send(keys);
    sent = text;
  };
}

/** A reader whose driver finds the device by itself. */
interface StandaloneReader {
  driver: StandaloneDriver;
  /** Its place in the list of all readers. */
  index: number;
  row: Omit<ReportedReader, 'status'>;
}

const SET_ASIDE: ReaderStatus = { kind: 'unusable', why: { kind: 'setAside' } };

function standaloneReaders(readers: readonly ReaderSettings[]): StandaloneReader[] {
  return readers.flatMap((settings, index) => {
    if (isHid(settings)) return [];
    const driver = standaloneDriver(settings);
    // Numbered among readers of the same driver, because a taught HID reader is put in front of all others.
    const number = readers.filter((other) => other.driver === settings.driver).indexOf(settings);
    const row = {
      key: `${settings.driver}:${number}`,
      name: settings.name ?? driver.defaultName,
      driver: settings.driver,
      isExpected: true,
    };
    return [{ driver, index, row }];
  });
}

/** For a reader that is set aside. Returns the function that ends this. */
function whenReplugged(
  { driver, row }: StandaloneReader,
  parts: HostParts,
  run: () => void,
): () => void {
  return watchReplug({
    ...parts,
    devices: () => driver.devices(parts),
    onReplugged() {
      parts.send({ kind: 'unplugged', keys: [row.key] });
      run();
    },
  });
}

function start(
  { driver, index, row }: StandaloneReader,
  parts: DriverParts,
  outbox: Outbox,
): RunningDriver {
  outbox.touch(row);
  return driver.start(parts, {
    touch: () => outbox.touch(row),
    read: outbox.channel(row.key, index),
    status: (status) => outbox.put({ ...row, status }),
  });
}
