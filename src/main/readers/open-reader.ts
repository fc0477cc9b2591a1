/** One HID reader, from its opening to its end. */
import type { Desk } from './desk.ts';
import type { ReaderStatus } from './health.ts';
import type { HidBus } from './hid-bus.ts';
import { isHoneywell, type HidDevice } from './hid-device.ts';
import { createReading, HONEYWELL_HID_POS } from './reading.ts';
import type { HidReaderSettings } from './settings.ts';
import { UDEV_FILE, udevRule } from './udev.ts';

export interface OpenReader {
  found: FoundReader;
  close(): Promise<void>;
  isEnded(): boolean;
}

/** A device that is there: which it is, and by which of the settings it is read. */
export interface FoundReader {
  key: string;
  device: HidDevice;
  settings: HidReaderSettings;
  index: number;
}

export interface OpenReaderParts {
  bus: HidBus;
  desk: Desk;
  nowMs: () => number;
  after: (delayMs: number, run: () => void) => () => void;
  /** The device cannot be read any more. */
  onEnded: () => void;
}

export type Opened = { kind: 'open'; reader: OpenReader } | { kind: 'not'; status: ReaderStatus };

export async function openReader(found: FoundReader, parts: OpenReaderParts): Promise<Opened> {
  const { key, device, settings, index } = found;
  const { bus, desk, nowMs, after } = parts;
  const reading = createReading(settings, device);
  const hand = desk.counter(key, index);
  let cancelFlush = (): void => undefined;
  let isEnded = false;

  const source = { key, name: settings.name ?? device.name, driver: settings.driver, device };

  function take(report: Uint8Array): void {
    desk.raw(source, report);
    hand(reading.take(report, nowMs()));
    if (reading.flush === null) return;
    const { afterMs, run } = reading.flush;
    cancelFlush();
    cancelFlush = after(afterMs, () => hand(run(nowMs())));
  }

  desk.touch({ key, name: settings.name ?? device.name });
  const opened = await bus.open(device.path, {
    report: take,
    ended() {
      isEnded = true;
      cancelFlush();
      parts.onEnded();
    },
  });
  switch (opened.kind) {
    case 'noPermission':
      return not({ kind: 'permission', rule: udevRule(device), file: UDEV_FILE });
    case 'failed':
      return not({ kind: 'cannotOpen', message: opened.message.slice(0, 200) });
    case 'open':
      if (settings.driver === 'hidPos' && isHoneywell(device)) {
        // One that has no such report is in this mode already, or has no other.
        await opened.device.sendFeature(HONEYWELL_HID_POS);
      }
  }
  const close = async (): Promise<void> => {
    cancelFlush();
    await opened.device.close();
  };
  return { kind: 'open', reader: { found, close, isEnded: () => isEnded } };
}

function not(why: Extract<ReaderStatus, { kind: 'unusable' }>['why']): Opened {
  return { kind: 'not', status: { kind: 'unusable', why } };
}
