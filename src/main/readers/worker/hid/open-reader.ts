/** One HID reader, from opening to closing. */
import type { GrabProblem, ReaderStatus } from '../../health.ts';
import type { HidDevice } from '../../hid-device.ts';
import type { HidReaderSettings } from '../../settings.ts';
import type { HidDriver } from '../drivers/driver.ts';
import { hidDriver } from '../drivers/index.ts';
import type { Outbox } from '../outbox.ts';
import type { HidBus } from './hid-bus.ts';
import type { KeyboardGrab } from './keyboard-grab.ts';
import { createReportReader } from './report-reader.ts';
import { UDEV_FILE, udevRule } from './udev.ts';

export interface OpenReader {
  found: FoundReader;
  close(): Promise<void>;
  isEnded(): boolean;
  /** The current status of the reader. Called again at every scan for devices. */
  status(): ReaderStatus;
}

/** A device that is plugged in, and its settings. */
export interface FoundReader {
  key: string;
  device: HidDevice;
  settings: HidReaderSettings;
  /** The position of the settings in the list of all readers. */
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
  /** The device was plugged in before this process started. Its buffer may have the end of an old code. */
  wasThere: boolean;
  /** The device can no longer be read. */
  onEnded: () => void;
}

export type Opened = { kind: 'open'; reader: OpenReader } | { kind: 'not'; status: ReaderStatus };

/** Reports that a device has buffered arrive within this time: USB polls every few milliseconds (USB 2.0, 5.7.4). */
export const BUFFERED_REPORTS_MS = 100;

export async function openReader(found: FoundReader, parts: OpenReaderParts): Promise<Opened> {
  const { key, device, settings, index } = found;
  const { bus, outbox, after } = parts;
  const driver = hidDriver(settings);
  const decoder = driver.createDecoder(device);
  const reports = createReportReader(decoder, parts, outbox.channel(key, index));
  let isEnded = false;
  let isEarly = parts.wasThere && decoder.isMultiReport;

  const source = { key, name: settings.name ?? device.name, driver: settings.driver, device };

  function takeReport(report: Uint8Array): void {
    outbox.raw(source, report);
    reports.take(report, isEarly);
  }

  outbox.touch({ key, name: settings.name ?? device.name });
  const opened = await bus.open(device.path, {
    report: takeReport,
    ended() {
      isEnded = true;
      reports.cancel();
      parts.onEnded();
    },
  });
  switch (opened.kind) {
    case 'noPermission':
      return notOpened({ kind: 'permission', rule: udevRule(device), file: UDEV_FILE });
    case 'failed':
      return notOpened({ kind: 'cannotOpen', message: opened.message.slice(0, 200) });
    case 'open':
      await driver.prepare?.(device, opened.device);
  }
  const grab = driver.typesIntoScreen === undefined ? null : await parts.grabKeyboard(device);
  if (isEarly) {
    grab?.renew();
    await new Promise<void>((resolve) => after(BUFFERED_REPORTS_MS, resolve));
    isEarly = false;
  }
  const close = async (): Promise<void> => {
    reports.cancel();
    grab?.release();
    await opened.device.close();
  };
  const status = (): ReaderStatus => readyStatus(device, driver, grab?.renew() ?? null);
  return { kind: 'open', reader: { found, close, isEnded: () => isEnded, status } };
}

function readyStatus(
  device: HidDevice,
  { typesIntoScreen }: HidDriver,
  problem: GrabProblem | null,
): ReaderStatus {
  if (problem === null || typesIntoScreen === undefined) return { kind: 'ready' };
  const rule = typesIntoScreen.udevRule(device);
  return { kind: 'ready', stillTypes: { why: problem, rule, file: typesIntoScreen.udevFile } };
}

function notOpened(why: Extract<ReaderStatus, { kind: 'unusable' }>['why']): Opened {
  return { kind: 'not', status: { kind: 'unusable', why } };
}
