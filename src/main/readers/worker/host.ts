/**
 * All readers of the kiosk, in the reader process: opens the devices that the settings name as they come, closes
 * them as they go, and tells what they read. Decides nothing about a code.
 */
import type { DriverEvents, DriverParts, RunningDriver } from './drivers/driver.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { startPcsc } from './drivers/pcsc.ts';
import { startSerial } from './drivers/serial.ts';
import { EVDEV_LIBRARY, evdevBy } from './hid/evdev.ts';
import type { SystemFiles } from './hid/event-nodes.ts';
import type { ReaderStatus, ToldReader } from '../health.ts';
import type { HidBus } from './hid/hid-bus.ts';
import type { DeviceKeys, HidDevice } from '../hid-device.ts';
import { createHidReaders } from './hid/hid-readers.ts';
import { createKeyboardGrab, type KeyboardGrab } from './hid/keyboard-grab.ts';
import type { News, Order } from '../protocol.ts';
import type { ReaderSettings } from '../settings.ts';

export interface HostParts extends DriverParts {
  bus: HidBus;
  send: (news: News) => void;
  /** Calls back whenever devices may have come or gone, as far as the system tells; returns how to end that. */
  watch: (onChange: () => void) => () => void;
  files: SystemFiles;
}

export interface Host {
  take(order: Exclude<Order, { kind: 'stop' }>): void;
  /** Resolves when every device is closed. */
  stop(): Promise<void>;
}

type Configuration = Extract<Order, { kind: 'configure' }>;

export function createHost(parts: HostParts): Host {
  let isTeaching = false;
  let lookSoon = (): void => undefined;
  let stopReaders = (): Promise<void> => Promise.resolve();

  function configure({ readers, setAside, keys }: Configuration): void {
    const outbox = createOutbox({ ...parts, isTeaching: () => isTeaching });
    const hid = createHidReaders({
      ...parts,
      outbox,
      readers,
      setAside: new Set(setAside),
      keys: new Map(keys),
      onKeys: onlyChanges((now) => parts.send({ kind: 'keys', keys: [...now] })),
      grabKeyboard,
      isTeaching: () => isTeaching,
    });
    lookSoon = hid.lookSoon;
    let others: readonly RunningDriver[] = [];
    const stopBefore = stopReaders;
    // Not while the ones before still have their devices open.
    const started = stopBefore().then(() => {
      const there = readers.flatMap((settings, index) => otherOf(settings, { readers, index }));
      const used = there.filter(({ row }) => !setAside.includes(row.key));
      for (const other of there) {
        outbox.put({ ...other.row, status: used.includes(other) ? { kind: 'away' } : SET_ASIDE });
      }
      others = used.map((other) => startOther(other, parts, outbox));
      // Touched last, as where the process dies and nothing was read, their libraries are likelier to be at fault.
      hid.start(() => used.forEach(({ row }) => outbox.touch(row)));
    });
    stopReaders = async () => {
      await started;
      await Promise.all([hid.stop(), ...others.map((driver) => driver.stop())]);
      outbox.stop();
    };
  }

  async function grabKeyboard(device: HidDevice): Promise<KeyboardGrab> {
    const evdev = evdevBy(await parts.load(EVDEV_LIBRARY));
    return createKeyboardGrab(device, { files: parts.files, evdev });
  }

  parts.send({ kind: 'started' });
  return {
    take(order) {
      switch (order.kind) {
        case 'configure':
          configure(order);
          return;
        case 'teach':
          isTeaching = order.isOn;
          lookSoon();
          return;
        case 'ping':
          parts.send({ kind: 'pong', number: order.number });
          return;
      }
    },
    stop: () => stopReaders(),
  };
}

/** The devices are looked at every second, and seldom are others there. */
function onlyChanges(tell: (keys: DeviceKeys) => void): (keys: DeviceKeys) => void {
  let told = '';
  return (keys) => {
    const text = JSON.stringify([...keys]);
    if (text !== told) tell(keys);
    told = text;
  };
}

/** A reader that is not a HID device. */
interface Other {
  settings: Extract<ReaderSettings, { driver: 'serial' | 'pcsc' }>;
  /** In the list of all readers. */
  index: number;
  row: Omit<ToldReader, 'status'>;
}

const SET_ASIDE: ReaderStatus = { kind: 'unusable', why: { kind: 'setAside' } };

/** None for a HID device. */
function otherOf(
  settings: ReaderSettings,
  { readers, index }: { readers: readonly ReaderSettings[]; index: number },
): Other[] {
  const { driver } = settings;
  if (driver !== 'serial' && driver !== 'pcsc') return [];
  // Counted among its own kind, as a HID reader that is taught is put before all others.
  const number = readers.filter((reader) => reader.driver === driver).indexOf(settings);
  const name = settings.name ?? (driver === 'serial' ? settings.path : 'PC/SC');
  return [{ settings, index, row: { key: `${driver}:${number}`, name, driver, isExpected: true } }];
}

function startOther(
  { settings, index, row }: Other,
  parts: DriverParts,
  outbox: Outbox,
): RunningDriver {
  outbox.touch(row);
  const events: DriverEvents = {
    touch: () => outbox.touch(row),
    read: outbox.channel(row.key, index),
    status: (status) => outbox.put({ ...row, status }),
  };
  return settings.driver === 'serial'
    ? startSerial(settings, parts, events)
    : startPcsc(settings, parts, events);
}
