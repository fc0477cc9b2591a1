/** Decodes reports of an NFC reader in a vendor's own HID mode, by a layout from the settings. Pure. */
import { numberProblem, hexNumberOf, type KnownCards, type NumberProblem } from '../card-number.ts';
import { codeOf, faultOf, type Decoded } from './decoding.ts';
import { uidText, type UidFormat } from './uid.ts';

/** Offsets count from the first byte that the reader sends. If the reader has report ids, this byte is the id. */
export interface NfcLayout extends Omit<UidFormat, 'base'> {
  /** `text`: the reader sends the number as ASCII text, followed only by control characters. */
  base: UidFormat['base'] | 'text';
  /** Reports with another id are ignored. Null if the reader has no report ids. */
  reportId: number | null;
  offset: number;
  /**
   * The length of the number in bytes, or the offset at which the report states it. `isAlone`: if anything but zeros
   * follows the number, the length is not right.
   */
  length: { kind: 'fixed'; count: number } | { kind: 'at'; offset: number; isAlone: boolean };
  /** Bytes after the number that have to be padding. If they are not, the number is longer. Null if there are none. */
  empty: { offset: number; count: number } | null;
  /** The same before the number. */
  emptyBefore: { offset: number; count: number } | null;
  /** What fills a report after the number: bytes 00 (zeros, if not given), or FF (ones). */
  padding?: 'zeros' | 'ones';
}

/** Card numbers have 4, 7 or 10 bytes (ISO/IEC 14443-3), or 8 (ISO/IEC 15693 and FeliCa). */
const UID_MIN = 4;
const UID_MAX = 16;
const TEXT_MAX = 64;

export function decodeNfcHid(
  report: Uint8Array,
  layout: NfcLayout,
  cards?: KnownCards,
): Decoded<null> {
  if (layout.reportId !== null && report[0] !== layout.reportId) return NOTHING;
  const count =
    layout.length.kind === 'fixed' ? layout.length.count : (report[layout.length.offset] ?? -1);
  if (count === 0) return NOTHING;
  const countMax = layout.base === 'text' ? TEXT_MAX : UID_MAX;
  if (count < 0 || count > countMax || layout.offset + count > report.length) return MALFORMED;
  const bytes = report.subarray(layout.offset, layout.offset + count);
  // Nothing but padding: the card was taken away.
  if (isFilled(bytes, ZERO) || isFilled(bytes, padOf(layout))) return NOTHING;
  if (layout.length.kind === 'at' && layout.base !== 'text' && count < UID_MIN) return MALFORMED;
  if (!isAloneIn(report, layout, layout.offset + count)) return MALFORMED;
  const problem = problemOf(bytes, layout, cards);
  if (problem !== null) return faultOf(problem);
  const text =
    layout.base === 'text'
      ? asciiOf(bytes, layout)
      : uidText(bytes, { ...layout, base: layout.base });
  return text === '' ? MALFORMED : { state: null, code: codeOf(text), fault: null };
}

/** Whether a longer number has no place in this report. `end` is the end of the number. */
function isAloneIn(report: Uint8Array, layout: NfcLayout, end: number): boolean {
  const { length, empty, emptyBefore } = layout;
  const rest = { offset: end, count: ALONE_COUNT };
  const isEmpty = (range: typeof empty, byte: number): boolean =>
    range === null || isFilled(report.subarray(range.offset, range.offset + range.count), byte);
  const behind = [empty, length.kind === 'at' && length.isAlone ? rest : null];
  return isEmpty(emptyBefore, ZERO) && behind.every((each) => isEmpty(each, padOf(layout)));
}

/** The longest number has ten bytes, and the shortest four. */
const ALONE_COUNT = 6;

/** Readers send the first byte of a card first. `byteOrder` says how the shop registers it. */
function problemOf(bytes: Uint8Array, layout: NfcLayout, cards?: KnownCards): NumberProblem | null {
  if (layout.base === 'text') {
    const text = asciiOf(bytes, layout);
    const isHex = /^(?:[0-9A-F]{2})+$/i.test(text);
    if (isHex) return numberProblem(Buffer.from(text, 'hex'), cards);
    const found = hexNumberOf(text);
    return found?.isCertain === true ? numberProblem(found.bytes, cards) : null;
  }
  // A shorter number in a field that FF fills is found as in one that zeros fill.
  const end = bytes.findLastIndex((byte) => byte !== padOf(layout)) + 1;
  return numberProblem(
    bytes.map((byte, at) => (at < end ? byte : ZERO)),
    cards,
  );
}

const ZERO = 0;

function padOf({ padding }: NfcLayout): number {
  return padding === 'ones' ? 0xff : ZERO;
}

function isFilled(bytes: Uint8Array, byte: number): boolean {
  return bytes.every((each) => each === byte);
}

/** The printable characters before the padding. Empty if anything printable follows the padding. */
function asciiOf(bytes: Uint8Array, layout: NfcLayout): string {
  const end = bytes.findIndex((byte) => byte < 0x20 || byte > 0x7e);
  if (end === -1) return Buffer.from(bytes).toString('latin1').trim();
  const isPadded = bytes.subarray(end).every((byte) => byte < 0x20 || byte === padOf(layout));
  return isPadded ? Buffer.from(bytes.subarray(0, end)).toString('latin1').trim() : '';
}

const NOTHING: Decoded<null> = { state: null, code: null, fault: null };
const MALFORMED = faultOf('malformed');
