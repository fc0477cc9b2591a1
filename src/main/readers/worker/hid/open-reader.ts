/** One HID reader, from its opening to its end. */
import { createRestartableTimer } from '../../../../shared/restartable-timer.ts';
import type { Outbox } from '../outbox.ts';
import type { GrabProblem } from '../../health.ts';
import type { ReaderStatus } from '../../health.ts';
import type { HidBus } from './hid-bus.ts';
import { isHoneywell, type HidDevice } from '../../hid-device.ts';
import type { KeyboardGrab } from './keyboard-grab.ts';
import { createReading, HONEYWELL_HID_POS } from './reading.ts';
import type { HidReaderSettings } from '../../settings.ts';
import { KEYBOARD_UDEV_FILE, keyboardUdevRule, UDEV_FILE, udevRule } from './udev.ts';

export interface OpenReader {
  found: FoundReader;
  close(): Promise<void>;
  isEnded(): boolean;
  /** As it is now; asked again and again. */
  status(): ReaderStatus;
}

/** A device that is there: which it is, and by which of the settings it is read. */
export interface FoundReader {
  key: string;
  device: HidDevice;
  settings: HidReaderSettings;
  index: number;
}

export type GrabKeyboard = (device: HidDevice) => Promise<KeyboardGrab>;

export interface OpenReaderParts {
  bus: HidBus;
  outbox: Outbox;
  nowMs: () => number;
  after: (delayMs: number, run: () => void) => () => void;
  /** Keeps a keyboard from typing into the screen. */
  grabKeyboard: GrabKeyboard;
  /** It was there before this process was, so what it holds back may be the end of a code. */
  wasThere: boolean;
  /** The device cannot be read any more. */
  onEnded: () => void;
}

export type Opened = { kind: 'open'; reader: OpenReader } | { kind: 'not'; status: ReaderStatus };

/** What a device held back comes at once: it is asked every few milliseconds (USB 2.0, 5.7.4). */
export const HELD_BACK_MS = 100;

export async function openReader(found: FoundReader, parts: OpenReaderParts): Promise<Opened> {
  const { key, device, settings, index } = found;
  const { bus, outbox, nowMs, after } = parts;
  const reading = createReading(settings, device);
  const hand = outbox.channel(key, index);
  const flush = createRestartableTimer(parts);
  let isEnded = false;
  let isEarly = parts.wasThere && reading.hasParts;

  const source = { key, name: settings.name ?? device.name, driver: settings.driver, device };

  function take(report: Uint8Array): void {
    outbox.raw(source, report);
    hand(reading.take(report, { atMs: nowMs(), isEarly }));
    if (reading.flush === null) return;
    const { afterMs, run } = reading.flush;
    flush.restart(afterMs, () => hand(run(nowMs())));
  }

  outbox.touch({ key, name: settings.name ?? device.name });
  const opened = await bus.open(device.path, {
    report: take,
    ended() {
      isEnded = true;
      flush.cancel();
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
  const grab = settings.driver === 'hidKeyboard' ? await parts.grabKeyboard(device) : null;
  if (isEarly) {
    grab?.renew();
    await new Promise<void>((resolve) => after(HELD_BACK_MS, resolve));
    isEarly = false;
  }
  const close = async (): Promise<void> => {
    flush.cancel();
    grab?.release();
    await opened.device.close();
  };
  const status = (): ReaderStatus => readyStatus(device, grab?.renew() ?? null);
  return { kind: 'open', reader: { found, close, isEnded: () => isEnded, status } };
}

function readyStatus(device: HidDevice, why: GrabProblem | null): ReaderStatus {
  if (why === null) return { kind: 'ready' };
  const stillTypes = { why, rule: keyboardUdevRule(device), file: KEYBOARD_UDEV_FILE };
  return { kind: 'ready', stillTypes };
}

function not(why: Extract<ReaderStatus, { kind: 'unusable' }>['why']): Opened {
  return { kind: 'not', status: { kind: 'unusable', why } };
}
