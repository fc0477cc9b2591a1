/** A scanner that types like a keyboard, read from its raw HID reports. */
import {
  cutKeyboard,
  decodeKeyboard,
  flushKeyboard,
  KEY_PAUSE_MS,
  KEYBOARD_START,
} from '../../decode/boot-keyboard.ts';
import { isKeyboard } from '../../hid-device.ts';
import type { SettingsOf } from '../../settings.ts';
import { KEYBOARD_UDEV_FILE, keyboardUdevRule } from '../hid/udev.ts';
import type { HidDriver, ReportDecoder } from './driver.ts';

export function hidKeyboard(settings: SettingsOf<'hidKeyboard'>): HidDriver {
  return {
    kind: 'hid',
    canRead: isKeyboard,
    createDecoder: () => createDecoder(settings),
    typesIntoScreen: { udevRule: keyboardUdevRule, udevFile: KEYBOARD_UDEV_FILE },
  };
}

function createDecoder({
  keyboardLayout: layout,
  reportId,
}: SettingsOf<'hidKeyboard'>): ReportDecoder {
  let state = KEYBOARD_START;
  return {
    isMultiReport: true,
    decode(report, { atMs, isEarly }) {
      if (isEarly) state = cutKeyboard(state, atMs);
      if (reportId !== null && report[0] !== reportId) return { code: null, fault: null };
      const keys = reportId === null ? report : report.subarray(1);
      const isShortAllowed = reportId !== null;
      const decoded = decodeKeyboard(state, keys, { atMs, layout, isShortAllowed });
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
