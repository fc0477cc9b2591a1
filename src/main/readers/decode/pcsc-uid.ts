/** Decodes the UID of a contactless card from a PC/SC answer. Pure. */
import { codeOf, type Decoded } from './decoding.ts';
import { uidText, type UidFormat } from './uid.ts';

/** The command Get Data for the UID of a contactless card, of any length (PC/SC part 3, 3.2.2.1.3). */
export const GET_UID = Uint8Array.of(0xff, 0xca, 0x00, 0x00, 0x00);

const STATUS_LENGTH = 2;
const UID_MIN = 4;
const UID_MAX = 16;
/** A four-byte UID that begins with this is random at each touch (ISO/IEC 14443-3, 6.5.4). */
const RANDOM_FIRST_BYTE = 0x08;

/** `answer` is the UID and two status bytes. 90 00 means success. */
export function decodeUidAnswer(answer: Uint8Array, format: UidFormat): Decoded<null> {
  const uid = answer.subarray(0, Math.max(0, answer.length - STATUS_LENGTH));
  const [sw1, sw2] = answer.subarray(uid.length);
  if (sw1 !== 0x90 || sw2 !== 0x00 || uid.length < UID_MIN || uid.length > UID_MAX) {
    return { state: null, code: null, fault: 'malformed' };
  }
  if (uid.length === UID_MIN && uid[0] === RANDOM_FIRST_BYTE) {
    return { state: null, code: null, fault: 'randomUid' };
  }
  return { state: null, code: codeOf(uidText(uid, format)), fault: null };
}
