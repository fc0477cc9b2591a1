/** What a serial scanner sends, in whatever pieces, to codes. Pure: time comes in with each piece. */
import { splitAim, symbologyOfAim } from './aim.ts';
import { CODE_MAX, type Code, type Fault } from './decoding.ts';
import { decodeText } from './text.ts';

/** A code whose end does not come within this is not whole. */
export const LINE_END_MS = 1_000;
/** After this long, what was pending is of the past, and what comes is the start of another code. */
export const LINE_FORGET_MS = 5_000;

export interface LineState {
  readonly bytes: readonly number[];
  readonly isSpoilt: boolean;
  readonly lastAtMs: number;
  /** It has ended a code by a suffix, so one without is not whole. */
  readonly hasSuffix: boolean;
}

export const LINE_START: LineState = { bytes: [], isSpoilt: false, lastAtMs: 0, hasSuffix: false };

export interface DecodedLines {
  state: LineState;
  codes: readonly Code[];
  faults: readonly Fault[];
}

const [STX, ETX, HT, LF, CR] = [0x02, 0x03, 0x09, 0x0a, 0x0d];
const ENDS = new Set([ETX, HT, LF, CR]);

/** CR, LF, CR+LF, a tab or ETX ends a code, and STX before it is left out; a pause ends one by `flushLines`. */
export function decodeLines(state: LineState, piece: Uint8Array, atMs: number): DecodedLines {
  const codes: Code[] = [];
  const faults: Fault[] = [];
  let { hasSuffix } = state;
  let { bytes, isSpoilt } = resumed(state, atMs, faults);
  for (const byte of piece) {
    if (byte === STX) {
      if (bytes.length > 0 && !isSpoilt) faults.push('incomplete');
      [bytes, isSpoilt] = [[], false];
    } else if (ENDS.has(byte)) {
      hasSuffix ||= bytes.length > 0;
      if (bytes.length > 0 && !isSpoilt) codes.push(codeOfLine(bytes));
      if (bytes.length > 0) isSpoilt = false;
      bytes = [];
    } else if (bytes.length === CODE_MAX) {
      if (!isSpoilt) faults.push('tooLong');
      [bytes, isSpoilt] = [[byte], true];
    } else {
      bytes.push(byte);
    }
  }
  return { state: { bytes, isSpoilt, lastAtMs: atMs, hasSuffix }, codes, faults };
}

/** Whether a suffix may be missing. */
export type SerialSuffix = 'any' | 'required';

/** To be called after a pause: ends the code of a scanner that is set to send no suffix; otherwise changes nothing. */
export function flushLines(state: LineState, suffix: SerialSuffix): DecodedLines {
  if (suffix === 'required' || state.hasSuffix || state.bytes.length === 0) {
    return { state, codes: [], faults: [] };
  }
  const codes = state.isSpoilt ? [] : [codeOfLine(state.bytes)];
  return { state: LINE_START, codes, faults: [] };
}

/** What is pending, after the time that has passed since its last byte. */
function resumed(
  { bytes, isSpoilt, lastAtMs }: LineState,
  atMs: number,
  faults: Fault[],
): { bytes: number[]; isSpoilt: boolean } {
  const quietMs = atMs - lastAtMs;
  if (bytes.length === 0 || quietMs <= LINE_END_MS) return { bytes: [...bytes], isSpoilt };
  if (!isSpoilt) faults.push('incomplete');
  return quietMs >= LINE_FORGET_MS
    ? { bytes: [], isSpoilt: false }
    : { bytes: [...bytes], isSpoilt: true };
}

function codeOfLine(bytes: readonly number[]): Code {
  const { aim, text } = splitAim(decodeText(Uint8Array.from(bytes)));
  return { text, aim, symbology: aim === null ? null : symbologyOfAim(aim) };
}
