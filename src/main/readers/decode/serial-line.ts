/** Decodes the bytes of a serial scanner to codes. Bytes may arrive in any pieces. Pure: each piece brings its time. */
import { splitAim, symbologyOfAim } from './aim.ts';
import { CODE_MAX, REST_MS, type Code, type Fault } from './decoding.ts';
import { decodeText } from './text.ts';

/** After this gap, data begins a new code, if the pending one was refused after a pause. */
const FORGET_MS = 5_000;

export interface LineState {
  readonly bytes: readonly number[];
  /** The pending code is refused. Its bytes are dropped until it ends. */
  readonly isRefused: boolean;
  readonly lastAtMs: number;
  /** The last code ended with a suffix. So if the next code has no suffix, it has lost its end. */
  readonly hasSuffix: boolean;
}

export const LINE_START: LineState = { bytes: [], isRefused: false, lastAtMs: 0, hasSuffix: false };

export interface DecodedLines {
  state: LineState;
  codes: readonly Code[];
  faults: readonly Fault[];
}

const [STX, ETX, HT, LF, CR] = [0x02, 0x03, 0x09, 0x0a, 0x0d];
const ENDS = new Set([ETX, HT, LF, CR]);

interface LineTime {
  atMs: number;
  /** The longest pause within a code. */
  idleMs: number;
}

/** CR, LF, CR+LF, a tab or ETX ends a code. STX begins one. A pause also ends one: see `flushLines`. */
export function decodeLines(state: LineState, piece: Uint8Array, time: LineTime): DecodedLines {
  const codes: Code[] = [];
  const faults: Fault[] = [];
  let { hasSuffix } = state;
  let { bytes, isRefused } = resumed(state, time, faults);
  for (const byte of piece) {
    if (byte === STX) {
      if (bytes.length > 0 && !isRefused) faults.push('incomplete');
      [bytes, isRefused] = [[], false];
    } else if (ENDS.has(byte)) {
      hasSuffix ||= bytes.length > 0;
      if (bytes.length > 0 && !isRefused) codes.push(codeOfLine(bytes));
      [bytes, isRefused] = [[], false];
    } else if (bytes.length === CODE_MAX) {
      if (!isRefused) faults.push('tooLong');
      [bytes, isRefused] = [[byte], true];
    } else {
      bytes.push(byte);
    }
  }
  return { state: { bytes, isRefused, lastAtMs: time.atMs, hasSuffix }, codes, faults };
}

/** `any`: a code may end without a suffix. */
export type SerialSuffix = 'any' | 'required';

/**
 * Call this after a pause, which ends the code of a scanner without a suffix. If the scanner sent a suffix before, this
 * code has lost its end, or an earlier code contained line breaks. The decoder then refuses this code.
 */
export function flushLines(state: LineState, suffix: SerialSuffix): DecodedLines {
  const { bytes, isRefused, hasSuffix } = state;
  if (bytes.length === 0) return { state, codes: [], faults: [] };
  const faults: Fault[] = isRefused ? [] : ['incomplete'];
  if (suffix === 'required') return { state: { ...state, isRefused: true }, codes: [], faults };
  if (hasSuffix) {
    return { state: { ...state, bytes: [], isRefused: true, hasSuffix: false }, codes: [], faults };
  }
  return { state: LINE_START, codes: isRefused ? [] : [codeOfLine(bytes)], faults: [] };
}

/** The pending code at the time of new bytes. If the pause was too long, the pending code is refused to its end. */
function resumed(
  { bytes, isRefused, lastAtMs }: LineState,
  { atMs, idleMs }: LineTime,
  faults: Fault[],
): { bytes: number[]; isRefused: boolean } {
  const quietMs = atMs - lastAtMs;
  if (bytes.length === 0) return { bytes: [], isRefused: isRefused && quietMs <= REST_MS };
  if (quietMs <= idleMs) return { bytes: [...bytes], isRefused };
  if (!isRefused) faults.push('incomplete');
  // A pause was noticed, so this is another code. Without that, the process may have been stopped.
  return isRefused && quietMs >= FORGET_MS
    ? { bytes: [], isRefused: false }
    : { bytes: [...bytes], isRefused: true };
}

function codeOfLine(bytes: readonly number[]): Code {
  const { aim, text } = splitAim(decodeText(Uint8Array.from(bytes)));
  return { text, aim, symbology: aim === null ? null : symbologyOfAim(aim) };
}
