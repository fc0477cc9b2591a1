/**
 * Compares the reports of two or more cards to find the bytes with the card number. Pure. Never returns a part of a number:
 * every byte that may belong to it is inside, or must stay zero. If the cards do not show that, the result is a refusal.
 */
import type { NfcLayout } from '../decode/nfc-hid.ts';
import { choose } from './choose-place.ts';
import { fixedPlace } from './fixed-place.ts';
import { placesByLengthByte } from './length-byte.ts';
import { NUMBER_MIN, placeOf, withCheck, zerosBefore, type Place } from './place.ts';
import {
  compare,
  isEvery,
  isOneChanging,
  isOneTwice,
  range,
  withoutOnes,
  type ByteRange,
  type Comparison,
  type Samples,
} from './samples.ts';
import { findText, findTextAfterLength, type TextRange } from './text-field.ts';
import { zerosAround } from './whole.ts';

export interface Field extends Pick<
  NfcLayout,
  'reportId' | 'offset' | 'length' | 'empty' | 'emptyBefore'
> {
  kind: 'field';
  padding: 'zeros' | 'ones';
  isText: boolean;
}

type FieldBeforeZeros = Omit<Field, 'padding'> | Refused;
type Refused = { kind: 'refused'; why: 'sameNumber' | 'changes' | 'unclear' };

export type FoundField = Field | Refused;

export function findField(samples: Samples): FoundField {
  const zeroed = withoutOnes(samples);
  const found = findBeforeZeros(zeroed ?? samples);
  const padding = zeroed === null ? 'zeros' : 'ones';
  return found.kind === 'field' ? { ...found, padding } : found;
}

function findBeforeZeros(samples: Samples): FieldBeforeZeros {
  const compared = compare(samples);
  if (compared === null) return unclear();
  if (isOneChanging(samples)) return { kind: 'refused', why: 'changes' };
  const { marks } = compared;
  const low = marks.indexOf('differs');
  const high = marks.lastIndexOf('differs');
  if (low === -1) {
    const noiseCount = marks.filter((mark) => mark === 'noise').length;
    return { kind: 'refused', why: noiseCount < NUMBER_MIN ? 'sameNumber' : 'changes' };
  }
  if (isOneTwice(compared)) return { kind: 'refused', why: 'sameNumber' };
  const afterLength = findTextAfterLength(compared, low);
  if (afterLength !== null) return textAfterLength(afterLength, compared);
  const text = findText(compared, low, high);
  if (text === 'tooLong') return unclear();
  if (text !== null) return textFieldAt(text, compared);
  const fixed = fixedPlace(compared, low, high);
  const place = choose(placesByLengthByte(compared, { low, high }), fixed, compared);
  return place === null ? unclear() : fieldAt(place, compared);
}

function fieldAt({ offset, length }: Place, compared: Comparison): FieldBeforeZeros {
  const reportId = reportIdOf({ offset, length }, compared);
  const isText = false;
  if (length.kind === 'at') {
    const emptyBefore = gapOf(compared, { offset, length }) ?? zerosBefore(compared, length.offset);
    return { kind: 'field', reportId, offset, length, empty: null, emptyBefore, isText };
  }
  const { before, after } = zerosAround(compared, withCheck({ offset, length }, compared));
  return { kind: 'field', reportId, offset, length, empty: after, emptyBefore: before, isText };
}

/** The zeros between the length byte and the number. Null if there are none. */
function gapOf(compared: Comparison, { offset, length }: Place): ByteRange | null {
  const from = length.kind === 'at' ? length.offset + 1 : offset;
  const isEmpty = range(from, offset - 1).every((i) => isEvery(compared, i, (byte) => byte === 0));
  return from < offset && isEmpty ? { offset: from, count: offset - from } : null;
}

function textFieldAt({ empty, ...text }: TextRange, compared: Comparison): FieldBeforeZeros {
  const place = placeOf(text);
  const reportId = reportIdOf(place, compared);
  return { kind: 'field', reportId, ...place, empty, emptyBefore: null, isText: true };
}

function textAfterLength({ offset }: ByteRange, compared: Comparison): FieldBeforeZeros {
  const length = { kind: 'at', offset: offset - 1, isAlone: true } as const;
  const reportId = reportIdOf({ offset, length }, compared);
  return { kind: 'field', reportId, offset, length, empty: null, emptyBefore: null, isText: true };
}

/** The report id. Null if the first byte is a part of the number, is its length, or differs between the reports. */
function reportIdOf({ offset, length }: Place, { marks, cards }: Comparison): number | null {
  const isUsed = offset === 0 || (length.kind === 'at' && length.offset === 0);
  return isUsed || marks[0] !== 'same' ? null : (cards[0]?.[0] ?? null);
}

function unclear(): Refused {
  return { kind: 'refused', why: 'unclear' };
}
