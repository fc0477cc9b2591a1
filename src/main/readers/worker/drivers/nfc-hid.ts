/** An NFC reader in a vendor's own HID mode, read by a layout from the settings. */
import { decodeNfcHid } from '../../decode/nfc-hid.ts';
import type { SettingsOf } from '../../settings.ts';
import type { HidDriver, ReportDecoder } from './driver.ts';
import { createOtherReports } from './other-reports.ts';

/** No card has a shorter number (ISO/IEC 14443-3). */
const NUMBER_MIN = 4;

export function nfcHid(settings: SettingsOf<'nfcHid'>): HidDriver {
  return { kind: 'hid', canRead: () => true, createDecoder: () => createDecoder(settings) };
}

function createDecoder({ layout, identifier }: SettingsOf<'nfcHid'>): ReportDecoder {
  const others = createOtherReports({ reportId: layout.reportId, sizeMin: NUMBER_MIN });
  return {
    isMultiReport: false,
    decode: (report) =>
      others.refuse(report) ?? decodeNfcHid(report, layout, identifier ?? undefined),
    flush: null,
  };
}
