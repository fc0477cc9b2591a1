/** Reports of an NFC reader in a vendor's own HID mode, by a layout that the owner sets. Pure. */
import { codeOf, type Decoded } from './decoding.ts';
import { uidText, type UidFormat } from './uid.ts';

/** Places are counted from the first byte that the reader sends, which is the report's id where it has ids. */
export interface NfcLayout extends UidFormat {
  /** Other reports are not looked at; null where the reader has no report ids. */
  reportId: number | null;
  offset: number;
  /** How many bytes the number has, or where the report says so. */
  length: { kind: 'fixed'; count: number } | { kind: 'at'; offset: number };
}

/** No card's number is longer (ISO/IEC 14443-3: 4, 7 or 10; ISO/IEC 15693 and FeliCa: 8). */
const UID_MAX = 16;

export function decodeNfcHid(report: Uint8Array, layout: NfcLayout): Decoded<null> {
  if (layout.reportId !== null && report[0] !== layout.reportId) return NOTHING;
  const count =
    layout.length.kind === 'fixed' ? layout.length.count : (report[layout.length.offset] ?? -1);
  if (count === 0) return NOTHING;
  if (count < 0 || count > UID_MAX || layout.offset + count > report.length) return MALFORMED;
  const bytes = report.subarray(layout.offset, layout.offset + count);
  // This is how a reader says that the card was taken away.
  if (bytes.every((byte) => byte === 0)) return NOTHING;
  return { state: null, code: codeOf(uidText(bytes, layout)), fault: null };
}

const NOTHING: Decoded<null> = { state: null, code: null, fault: null };
const MALFORMED: Decoded<null> = { state: null, code: null, fault: 'malformed' };
