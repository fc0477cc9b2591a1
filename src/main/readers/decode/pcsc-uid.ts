/** Decodes the UID of a contactless card from a PC/SC answer. Pure. */
import { numberProblem } from '../card-number.ts';
import { codeOf, faultOf, type Decoded } from './decoding.ts';
import { uidText, type UidFormat } from './uid.ts';

/** The command Get Data for the UID of a contactless card, of any length (PC/SC part 3, 3.2.2.1.3). */
export const GET_UID = Uint8Array.of(0xff, 0xca, 0x00, 0x00, 0x00);

const STATUS_LENGTH = 2;
const UID_MIN = 4;
const UID_MAX = 16;

/** `answer` is the UID and two status bytes. 90 00 means success. */
export function decodeUidAnswer(answer: Uint8Array, format: UidFormat): Decoded<null> {
  const uid = answer.subarray(0, Math.max(0, answer.length - STATUS_LENGTH));
  const [sw1, sw2] = answer.subarray(uid.length);
  if (sw1 !== 0x90 || sw2 !== 0x00 || uid.length < UID_MIN || uid.length > UID_MAX) {
    return faultOf('malformed');
  }
  const problem = numberProblem(uid);
  if (problem !== null) return faultOf(problem);
  return { state: null, code: codeOf(uidText(uid, format)), fault: null };
}
