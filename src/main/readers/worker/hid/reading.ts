/** Reads one HID device by its settings: keeps what its decoder has to remember, and decides nothing itself. */
import {
  cutKeyboard,
  decodeKeyboard,
  flushKeyboard,
  KEY_PAUSE_MS,
  KEYBOARD_START,
} from '../../decode/boot-keyboard.ts';
import type { Decoded } from '../../decode/decoding.ts';
import {
  cutHidPos,
  decodeHidPos,
  flushHidPos,
  HID_POS_START,
  NEXT_REPORT_MS,
  SCANNED_DATA_REPORT,
} from '../../decode/hid-pos.ts';
import { decodeNfcHid } from '../../decode/nfc-hid.ts';
import { isHoneywell, type HidDevice } from '../../hid-device.ts';
import type { HidReaderSettings } from '../../settings.ts';

export type Read = Pick<Decoded<unknown>, 'code' | 'fault'>;

export interface Reading {
  /** A report that came so early that its code may have begun when nobody read the device is refused with its rest. */
  take(report: Uint8Array, when: { atMs: number; isEarly: boolean }): Read;
  /** Whether a code is more than one report. */
  hasParts: boolean;
  /** For a device whose codes end, or are cut, by a pause: to be called that long after each report. */
  flush: { afterMs: number; run: (atMs: number) => Read } | null;
}

export function createReading(settings: HidReaderSettings, device: HidDevice): Reading {
  switch (settings.driver) {
    case 'hidPos':
      return readHidPos(device);
    case 'nfcHid': {
      const { layout } = settings;
      return { take: (report) => decodeNfcHid(report, layout), hasParts: false, flush: null };
    }
    case 'hidKeyboard':
      return readKeyboard(settings);
  }
}

function readHidPos(device: HidDevice): Reading {
  let state = HID_POS_START;
  return {
    hasParts: true,
    take(report, { atMs, isEarly }) {
      if (isEarly && report[0] === SCANNED_DATA_REPORT) state = cutHidPos(state, atMs);
      const decoded = decodeHidPos(state, report, { atMs, isHoneywell: isHoneywell(device) });
      state = decoded.state;
      return decoded;
    },
    flush: {
      afterMs: NEXT_REPORT_MS + 1,
      run(atMs) {
        const decoded = flushHidPos(state, atMs);
        state = decoded.state;
        return decoded;
      },
    },
  };
}

function readKeyboard({
  keyboardLayout: layout,
  reportId,
}: Extract<HidReaderSettings, { driver: 'hidKeyboard' }>): Reading {
  let state = KEYBOARD_START;
  return {
    hasParts: true,
    take(report, { atMs, isEarly }) {
      if (isEarly) state = cutKeyboard(state, atMs);
      if (reportId !== null && report[0] !== reportId) return { code: null, fault: null };
      const keys = reportId === null ? report : report.subarray(1);
      const decoded = decodeKeyboard(state, keys, { atMs, layout });
      state = decoded.state;
      return decoded;
    },
    flush: {
      afterMs: KEY_PAUSE_MS + 1,
      run(atMs) {
        const decoded = flushKeyboard(state, atMs);
        state = decoded.state;
        return decoded;
      },
    },
  };
}

/** Told to a Honeywell at the start: 'send codes in HID POS mode' (WebHidBarcodeScanner). */
export const HONEYWELL_HID_POS = [0xfe, 0x01] as const;
