/** Decodes the bytes of a serial scanner to codes. Bytes may arrive in any pieces. Pure: each piece brings its time. */
import { splitAim, symbologyOfAim } from './aim.ts';
import { CODE_MAX, REST_MS, type Code, type Fault } from './decoding.ts';
import type { LineEvent } from './line-gate.ts';
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
  /** STX began the pending line. */
  readonly isFramed: boolean;
  /** STX and ETX stood around the last line, so its check byte may follow. */
  readonly isCheckNext: boolean;
}

export const LINE_START: LineState = {
  ...{ bytes: [], isRefused: false, lastAtMs: 0, hasSuffix: false },
  ...{ isFramed: false, isCheckNext: false },
};

export interface DecodedLines {
  state: LineState;
  codes: readonly Code[];
  faults: readonly Fault[];
  /** The same, and what else happened to the pending line, in order. */
  events: readonly LineEvent[];
}

const [STX, ETX, HT, LF, CR] = [0x02, 0x03, 0x09, 0x0a, 0x0d];
const ENDS = new Set([ETX, HT, LF, CR]);

interface LineTime {
  atMs: number;
  /** The longest pause within a code. */
  idleMs: number;
}

/** A check byte follows its ETX at once. */
const CHECK_MS = 120;
/** What some scanners send around a code, such as NUL or ACK, begins no line. */
const PRINTABLE_FROM = 0x20;
const CHARACTER: LineEvent = { kind: 'character' };

/** CR, LF, CR+LF, a tab or ETX ends a code. STX begins one. A pause also ends one: see `flushLines`. */
export function decodeLines(state: LineState, piece: Uint8Array, time: LineTime): DecodedLines {
  const events: LineEvent[] = [];
  let { hasSuffix, isFramed, isCheckNext } = state;
  let { bytes, isRefused } = resumed(state, time, events);
  if (isCheckNext && time.atMs - state.lastAtMs > CHECK_MS) {
    [bytes, isCheckNext] = [[], false];
  }
  const refuse = (fault: Fault): void => {
    if (!isRefused) events.push({ kind: 'fault', fault });
    isRefused = true;
  };
  for (const byte of piece) {
    const hasLine = bytes.length > (isCheckNext ? 1 : 0);
    if (byte === STX) {
      if (hasLine) refuse('incomplete');
      [bytes, isRefused, isFramed, isCheckNext] = [[], false, true, false];
    } else if (ENDS.has(byte)) {
      hasSuffix ||= hasLine;
      events.push(...endOf(hasLine ? bytes : [], isRefused));
      if (hasLine || !isCheckNext) isCheckNext = isFramed && byte === ETX;
      [bytes, isRefused, isFramed] = [[], false, false];
    } else if (bytes.length === CODE_MAX) {
      refuse('tooLong');
      bytes = [byte];
    } else {
      bytes.push(byte);
      // A check byte comes alone.
      isCheckNext &&= bytes.length === 1;
      if (byte >= PRINTABLE_FROM && !isCheckNext) events.push(CHARACTER);
    }
  }
  const after = { bytes, isRefused, lastAtMs: time.atMs, hasSuffix, isFramed, isCheckNext };
  return decodedOf(after, events);
}

function endOf(bytes: readonly number[], isRefused: boolean): LineEvent[] {
  const end = { kind: 'end', by: 'suffix', fault: null, text: latin1(bytes) } as const;
  if (bytes.length === 0) return [{ ...end, code: null }];
  return [{ ...end, code: isRefused ? null : codeOfLine(bytes) }];
}

function decodedOf(state: LineState, events: readonly LineEvent[]): DecodedLines {
  const codes = events.flatMap((each) => (each.kind === 'end' ? (each.code ?? []) : []));
  const faults = events.flatMap((each) => (each.kind === 'character' ? [] : (each.fault ?? [])));
  return { state, codes, faults, events };
}

function latin1(bytes: readonly number[]): string {
  return Buffer.from(bytes).toString('latin1');
}

/** `any`: a code may end without a suffix. */
export type SerialSuffix = 'any' | 'required';

/**
 * Call this after a pause, which ends the code of a scanner without a suffix. If the scanner sent a suffix before, this
 * code has lost its end, or an earlier code contained line breaks. The decoder then refuses this code.
 */
export function flushLines(state: LineState, suffix: SerialSuffix): DecodedLines {
  const { bytes, isRefused, hasSuffix, isCheckNext } = state;
  if (bytes.length === 0) return decodedOf(state, []);
  if (isCheckNext && bytes.length === 1) {
    return decodedOf({ ...state, bytes: [], isCheckNext: false, isFramed: false }, []);
  }
  const fault = isRefused ? null : 'incomplete';
  if (suffix === 'required') {
    const events: LineEvent[] = fault === null ? [] : [{ kind: 'fault', fault }];
    return decodedOf({ ...state, isRefused: true }, events);
  }
  const end = { kind: 'end', by: 'pause', text: latin1(bytes) } as const;
  if (hasSuffix) {
    const after = { ...state, bytes: [], isRefused: true, hasSuffix: false };
    return decodedOf(after, [{ ...end, code: null, fault }]);
  }
  const code = isRefused ? null : codeOfLine(bytes);
  return decodedOf(LINE_START, [{ ...end, code, fault: null }]);
}

/** The pending code at the time of new bytes. If the pause was too long, the pending code is refused to its end. */
function resumed(
  { bytes, isRefused, lastAtMs }: LineState,
  { atMs, idleMs }: LineTime,
  events: LineEvent[],
): { bytes: number[]; isRefused: boolean } {
  const quietMs = atMs - lastAtMs;
  if (bytes.length === 0) return { bytes: [], isRefused: isRefused && quietMs <= REST_MS };
  if (quietMs <= idleMs) return { bytes: [...bytes], isRefused };
  if (!isRefused) events.push({ kind: 'fault', fault: 'incomplete' });
  // A pause was noticed, so this is another code. Without that, the process may have been stopped.
  return isRefused && quietMs >= FORGET_MS
    ? { bytes: [], isRefused: false }
    : { bytes: [...bytes], isRefused: true };
}

function codeOfLine(bytes: readonly number[]): Code {
  const { aim, text } = splitAim(decodeText(Uint8Array.from(bytes)));
  return { text, aim, symbology: aim === null ? null : symbologyOfAim(aim) };
}
