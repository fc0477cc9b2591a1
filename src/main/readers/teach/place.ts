/** The place of a number in a report, and what its bytes tell about it. Pure. */
import type { NfcLayout } from '../decode/nfc-hid.ts';
import { isEvery, type ByteRange, type Comparison } from './samples.ts';
import { COUNTS, zerosAround } from './whole.ts';

export interface Place {
  offset: number;
  length: NfcLayout['length'];
}

export interface Differing {
  low: number;
  high: number;
}

/** A card number has at least this many bytes. If fewer bytes change, they are a counter or a time. */
export const NUMBER_MIN = 4;

/** With so many zeros at one end, the number of this card may be shorter than the number of the other card. */
export const ZEROS_MAX = 2;

/** ISO/IEC 15693. */
export const ICODE_COUNT = 8;

/** A FeliCa number has no byte to know it by. */
export const FELICA_COUNT = 8;

export function isCount(value: number): boolean {
  return COUNTS.some((count) => count === value);
}

/** Cards of 125 kHz have five bytes. Only a length that is not the same for all cards proves them. */
export function isLength(value: number): boolean {
  return value === FIVE_COUNT || isCount(value);
}

const FIVE_COUNT = 5;

export function placeOf({ offset, count }: ByteRange): Place {
  return { offset, length: { kind: 'fixed', count } };
}

export function countOf({ length }: Place, report: Uint8Array): number {
  return length.kind === 'fixed' ? length.count : (report[length.offset] ?? 0);
}

/** Whether this byte may be a length that differs between the cards. */
export function mayBeLength(compared: Comparison, at: number): boolean {
  return compared.marks[at] === 'differs' && isEvery(compared, at, isLength);
}

/** Whether a byte next to these changes with one card only. It may belong to the number of the other card. */
export function isHalfHidden({ halves }: Comparison, { offset, count }: ByteRange): boolean {
  return halves.has(offset - 1) || halves.has(offset + count);
}

/** Whether the bytes are a 4-byte number and a check byte: the exclusive or of the four (ISO/IEC 14443-3, BCC). */
export function hasCheckByte({ cards }: Comparison, { offset, count }: ByteRange): boolean {
  if (count !== NUMBER_MIN + 1) return false;
  const last = offset + NUMBER_MIN;
  return cards.every(
    (card) => card.subarray(offset, last).reduce((sum, byte) => sum ^ byte, 0) === card[last],
  );
}

/** The bytes of a number of a fixed length, with its check byte if it has one. */
export function withCheck({ offset, length }: Place, compared: Comparison): ByteRange {
  const count = length.kind === 'fixed' ? length.count : 0;
  const isChecked = hasCheckByte(compared, { offset, count: count + 1 });
  return { offset, count: count + (isChecked ? 1 : 0) };
}

/** The zeros directly before the length byte. */
export function zerosBefore(compared: Comparison, at: number): ByteRange | null {
  return zerosAround(compared, { offset: at, count: 1 }).before;
}
