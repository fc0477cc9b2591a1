/** Reports of an NFC reader in a vendor's own HID mode, by a layout that the owner sets. Pure. */
import { codeOf, type Decoded } from './decoding.ts';
import { uidText, type UidFormat } from './uid.ts';

/** Places are counted from the first byte that the reader sends, which is the report's id where it has ids. */
export interface NfcLayout extends Omit<UidFormat, 'base'> {
  /** `text`: the reader writes the number itself, in ASCII; after it there are only control characters. */
  base: UidFormat['base'] | 'text';
  /** Other reports are not looked at; null where the reader has no report ids. */
  reportId: number | null;
  offset: number;
  /** How many bytes the number has, or where the report says so. */
  length: { kind: 'fixed'; count: number } | { kind: 'at'; offset: number };
  /** Zeros beside a number of that length; a report with anything there has a longer one. Null for none. */
  empty: { offset: number; count: number } | null;
}

/** No card's number is shorter or longer (ISO/IEC 14443-3: 4, 7 or 10; ISO/IEC 15693 and FeliCa: 8). */
const UID_MIN = 4;
const UID_MAX = 16;
const TEXT_MAX = 64;

export function decodeNfcHid(report: Uint8Array, layout: NfcLayout): Decoded<null> {
  if (layout.reportId !== null && report[0] !== layout.reportId) return NOTHING;
  const count =
    layout.length.kind === 'fixed' ? layout.length.count : (report[layout.length.offset] ?? -1);
  if (count === 0) return NOTHING;
  const countMax = layout.base === 'text' ? TEXT_MAX : UID_MAX;
  if (count < 0 || count > countMax || layout.offset + count > report.length) return MALFORMED;
  const bytes = report.subarray(layout.offset, layout.offset + count);
  // This is how a reader says that the card was taken away.
  if (isEmpty(bytes)) return NOTHING;
  if (layout.length.kind === 'at' && layout.base !== 'text' && count < UID_MIN) return MALFORMED;
  if (layout.empty !== null && !isEmpty(report, layout.empty)) return MALFORMED;
  const text =
    layout.base === 'text' ? asciiOf(bytes) : uidText(bytes, { ...layout, base: layout.base });
  return text === '' ? MALFORMED : { state: null, code: codeOf(text), fault: null };
}

function isEmpty(
  bytes: Uint8Array,
  { offset, count } = { offset: 0, count: bytes.length },
): boolean {
  return bytes.subarray(offset, offset + count).every((byte) => byte === 0);
}

/** What is written in printable characters, up to a filling that goes on to the end; empty where anything follows that. */
function asciiOf(bytes: Uint8Array): string {
  const end = bytes.findIndex((byte) => byte < 0x20 || byte > 0x7e);
  if (end === -1) return Buffer.from(bytes).toString('latin1').trim();
  const isFilled = bytes.subarray(end).every((byte) => byte < 0x20);
  return isFilled ? Buffer.from(bytes.subarray(0, end)).toString('latin1').trim() : '';
}

const NOTHING: Decoded<null> = { state: null, code: null, fault: null };
const MALFORMED: Decoded<null> = { state: null, code: null, fault: 'malformed' };
