/** A barcode scanner in HID POS mode. */
import {
  cutHidPos,
  decodeHidPos,
  flushHidPos,
  HID_POS_START,
  NEXT_REPORT_MS,
  SCANNED_DATA_REPORT,
} from '../../decode/hid-pos.ts';
import { isHoneywell, isNewland, POS_USAGE_PAGE, type HidDevice } from '../../hid-device.ts';
import type { HidDriver, ReportDecoder } from './driver.ts';
import { createOtherReports } from './other-reports.ts';

/** Tells a Honeywell scanner to send codes in HID POS mode (source: WebHidBarcodeScanner). */
const HONEYWELL_HID_POS_MODE = [0xfe, 0x01] as const;

/** No card has a shorter code. */
const CODE_MIN = 4;

export function hidPos(): HidDriver {
  return {
    kind: 'hid',
    canRead: ({ usagePage }) => usagePage === POS_USAGE_PAGE,
    createDecoder,
    async prepare(device, opened) {
      // A scanner that refuses this report is in HID POS mode already, or has no other mode.
      if (isHoneywell(device)) await opened.sendFeature(HONEYWELL_HID_POS_MODE);
    },
  };
}

function createDecoder(device: HidDevice): ReportDecoder {
  const vendor = { isHoneywell: isHoneywell(device), isNewland: isNewland(device) };
  const others = createOtherReports({ reportId: SCANNED_DATA_REPORT, sizeMin: CODE_MIN });
  let state = HID_POS_START;
  return {
    isMultiReport: true,
    decode(report, { atMs, isEarly }) {
      const refused = others.refuse(report);
      if (refused !== null) return refused;
      if (isEarly) state = cutHidPos(state, atMs);
      const decoded = decodeHidPos(state, report, { atMs, ...vendor });
      state = decoded.state;
      return decoded;
    },
    flush: {
      waitMs: ({ what }) => (what === 'report' ? NEXT_REPORT_MS + 1 : null),
      run(atMs) {
        const decoded = flushHidPos(state, atMs);
        state = decoded.state;
        return decoded;
      },
    },
  };
}
