/**
 * All readers of the kiosk, in the reader process: opens the devices that the settings name as they come, closes
 * them as they go, and tells what they read. Decides nothing about a code.
 */
import type { RunningDriver, DriverParts } from './driver.ts';
import { createDesk, type Desk } from './desk.ts';
import { startPcsc } from './drivers/pcsc.ts';
import { startSerial } from './drivers/serial.ts';
import { EVDEV_LIBRARY, evdevBy } from './evdev.ts';
import type { SystemFiles } from './event-nodes.ts';
import type { HidBus } from './hid-bus.ts';
import type { HidDevice } from './hid-device.ts';
import { createHidReaders } from './hid-readers.ts';
import { createKeyboardGrab, type KeyboardGrab } from './keyboard-grab.ts';
import type { News, Order } from './protocol.ts';
import type { ReaderSettings } from './settings.ts';

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

export function createHost(parts: HostParts): Host {
  let isTeaching = false;
  let lookSoon = (): void => undefined;
  let stopReaders = (): Promise<void> => Promise.resolve();

  function configure(readers: readonly ReaderSettings[], setAside: readonly string[]): void {
    const desk = createDesk({ ...parts, isTeaching: () => isTeaching });
    const hid = createHidReaders({
      ...parts,
      desk,
      readers,
      setAside: new Set(setAside),
      grabKeyboard,
      isTeaching: () => isTeaching,
    });
    lookSoon = hid.lookSoon;
    let others: readonly RunningDriver[] = [];
    const stopBefore = stopReaders;
    // Not while the ones before still have their devices open.
    const started = stopBefore().then(() => {
      others = readers.flatMap((settings, index) => startOther(settings, parts, { desk, index }));
      hid.start();
    });
    stopReaders = async () => {
      await started;
      await Promise.all([hid.stop(), ...others.map((driver) => driver.stop())]);
      desk.stop();
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
          configure(order.readers, order.setAside);
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

/** A reader that is not a HID device; none for one that is. */
function startOther(
  settings: ReaderSettings,
  parts: DriverParts,
  { desk, index }: { desk: Desk; index: number },
): RunningDriver[] {
  if (settings.driver !== 'serial' && settings.driver !== 'pcsc') return [];
  const key = `${settings.driver}:${index}`;
  const name = settings.name ?? (settings.driver === 'serial' ? settings.path : 'PC/SC');
  const row = { key, name, driver: settings.driver, isExpected: true } as const;
  desk.put({ ...row, status: { kind: 'away' } });
  desk.touch(row);
  const events = {
    read: desk.counter(key, index),
    status: (status: Parameters<Desk['put']>[0]['status']) => desk.put({ ...row, status }),
  };
  return [
    settings.driver === 'serial'
      ? startSerial(settings, parts, events)
      : startPcsc(settings, parts, events),
  ];
}
