/** What a serial scanner sends, in whatever pieces, to codes. Pure: time comes in with each piece. */
import { splitAim, symbologyOfAim } from './aim.ts';
import { CODE_MAX, REST_MS, type Code, type Fault } from './decoding.ts';
import { decodeText } from './text.ts';

/** After this long, what was pending is of the past, and what comes is the start of another code. */
export const LINE_FORGET_MS = 5_000;

export interface LineState {
  readonly bytes: readonly number[];
  readonly isSpoilt: boolean;
  readonly lastAtMs: number;
  /** It ended its last code by a suffix, so one without is not whole. */
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

interface LineTime {
  atMs: number;
  /** Within a code there is no longer pause. */
  idleMs: number;
}

/** CR, LF, CR+LF, a tab or ETX ends a code, and STX before it is left out; a pause ends one by `flushLines`. */
export function decodeLines(state: LineState, piece: Uint8Array, time: LineTime): DecodedLines {
  const codes: Code[] = [];
  const faults: Fault[] = [];
  let { hasSuffix } = state;
  let { bytes, isSpoilt } = resumed(state, time, faults);
  for (const byte of piece) {
    if (byte === STX) {
      if (bytes.length > 0 && !isSpoilt) faults.push('incomplete');
      [bytes, isSpoilt] = [[], false];
    } else if (ENDS.has(byte)) {
      hasSuffix ||= bytes.length > 0;
      if (bytes.length > 0 && !isSpoilt) codes.push(codeOfLine(bytes));
      [bytes, isSpoilt] = [[], false];
    } else if (bytes.length === CODE_MAX) {
      if (!isSpoilt) faults.push('tooLong');
      [bytes, isSpoilt] = [[byte], true];
    } else {
      bytes.push(byte);
    }
  }
  return { state: { bytes, isSpoilt, lastAtMs: time.atMs, hasSuffix }, codes, faults };
}

/** Whether a suffix may be missing. */
export type SerialSuffix = 'any' | 'required';

/**
 * To be called after a pause, which ends the code of a scanner that sends no suffix. One that has sent a suffix and now
 * sends none lost the end of its code, or has read lines that were printed in a code: it has to show a suffix again.
 */
export function flushLines(state: LineState, suffix: SerialSuffix): DecodedLines {
  const { bytes, isSpoilt, hasSuffix } = state;
  if (bytes.length === 0) return { state, codes: [], faults: [] };
  const faults: Fault[] = isSpoilt ? [] : ['incomplete'];
  if (suffix === 'required') return { state: { ...state, isSpoilt: true }, codes: [], faults };
  if (hasSuffix) {
    return { state: { ...state, bytes: [], isSpoilt: true, hasSuffix: false }, codes: [], faults };
  }
  return { state: LINE_START, codes: isSpoilt ? [] : [codeOfLine(bytes)], faults: [] };
}

/** What is pending, after the time that has passed since its last byte. */
function resumed(
  { bytes, isSpoilt, lastAtMs }: LineState,
  { atMs, idleMs }: LineTime,
  faults: Fault[],
): { bytes: number[]; isSpoilt: boolean } {
  const quietMs = atMs - lastAtMs;
  if (bytes.length === 0) return { bytes: [], isSpoilt: isSpoilt && quietMs <= REST_MS };
  if (quietMs <= idleMs) return { bytes: [...bytes], isSpoilt };
  if (!isSpoilt) faults.push('incomplete');
  return quietMs >= LINE_FORGET_MS
    ? { bytes: [], isSpoilt: false }
    : { bytes: [...bytes], isSpoilt: true };
}

function codeOfLine(bytes: readonly number[]): Code {
  const { aim, text } = splitAim(decodeText(Uint8Array.from(bytes)));
  return { text, aim, symbology: aim === null ? null : symbologyOfAim(aim) };
}
