/** An NFC reader in a vendor's own HID mode, read by a layout from the settings. */
import { decodeNfcHid } from '../../decode/nfc-hid.ts';
import type { SettingsOf } from '../../settings.ts';
import type { HidDriver } from './driver.ts';

export function nfcHid({ layout }: SettingsOf<'nfcHid'>): HidDriver {
  return {
    kind: 'hid',
    canRead: () => true,
    createDecoder: () => ({
      isMultiReport: false,
      decode: (report) => decodeNfcHid(report, layout),
      flush: null,
    }),
  };
}
