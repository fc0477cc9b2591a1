/** A scanner that types like a keyboard, read from its raw HID reports. */
import {
  cutKeyboard,
  decodeKeyboard,
  flushKeyboard,
  KEY_PAUSE_MS,
  KEYBOARD_START,
  type DecodedKeys,
} from '../../decode/boot-keyboard.ts';
import { GATE_OPEN, gateEvents, gateWaitMs } from '../../decode/line-gate.ts';
import { isKeyboard } from '../../hid-device.ts';
import type { SettingsOf } from '../../settings.ts';
import { KEYBOARD_UDEV_FILE, keyboardUdevRule } from '../hid/udev.ts';
import type { HidDriver, ReadResult, ReportDecoder } from './driver.ts';
import { createOtherReports } from './other-reports.ts';

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
  // A report of a keyboard has one key.
  const others = createOtherReports({ reportId, sizeMin: 1 });
  let state = KEYBOARD_START;
  let gate = GATE_OPEN;

  /** No report gives more than one code and one fault. */
  function through(decoded: DecodedKeys, atMs: number): ReadResult {
    const gated = gateEvents(gate, decoded.events, atMs);
    [state, gate] = [decoded.state, gated.gate];
    return { code: gated.codes[0] ?? null, fault: gated.faults[0] ?? null };
  }

  return {
    isMultiReport: true,
    decode(report, { atMs, isEarly }) {
      if (isEarly) state = cutKeyboard(state, atMs);
      const refused = others.refuse(report);
      if (refused !== null) return refused;
      const keys = reportId === null ? report : report.subarray(1);
      const isShortAllowed = reportId !== null;
      return through(decodeKeyboard(state, keys, { atMs, layout, isShortAllowed }), atMs);
    },
    flush: {
      waitMs: ({ what, atMs }) =>
        gateWaitMs(gate, atMs) ?? (what === 'report' ? KEY_PAUSE_MS + 1 : null),
      run: (atMs) => through(flushKeyboard(state, atMs), atMs),
    },
  };
}
