/**
 * Reports of a barcode scanner in HID POS mode (usage page 0x8C) to codes. Pure: time comes in with each report.
 * A code whose end does not come is none. That an earlier report of it was lost cannot be told, as they are not
 * numbered: what may have begun when nobody read the device is refused, and else the bus is relied on.
 */
import { isAim, symbologyOfAim, symbologyOfHoneywell, type Symbology } from './aim.ts';
import { CODE_MAX, REST_MS, type Decoded } from './decoding.ts';
import { decodeText } from './text.ts';

/**
 * The scanned data report, 64 bytes with its id. Read off real scanners, alike, by three projects:
 * WebHidBarcodeScanner (Honeywell, Youjie, Zebra, Datalogic), python_hon_usbhid (a dump of a Honeywell's reports) and
 * Itp.HidBarcodeScanner (dumps of a Honeywell's and of a Zebra's, NativeHidDemo/Examples.txt).
 *
 * | 0 | 1 | 2–4 | 5–60 | 61 | 63 |
 * | report id | length of the data | AIM identifier | data | Honeywell's symbology | more reports follow |
 *
 * Some send one byte before the AIM identifier; all but the last begins one byte later then. A Zebra does, and what it
 * has for the symbology are Honeywell's letters. All of those are whole; one that is shorter does not say whether more
 * follow.
 */
export const SCANNED_DATA_REPORT = 2;
const LENGTH_AT = 1;
const AIM_AT = 2;
const AIM_LENGTH = 3;
const DATA_MAX = 56;
const SYMBOLOGY_AT = 61;
const CONTINUED_AT = 63;

/** Reports of one code follow each other within a few milliseconds. */
export const NEXT_REPORT_MS = 500;
/** After this long, what was pending and not yet told is of the past, and a report begins a code of its own. */
export const FORGET_MS = 5_000;

export interface HidPosState {
  readonly pending: Pending | null;
}

interface Pending {
  readonly bytes: readonly number[];
  readonly aim: string | null;
  /** Its first report could not be read, so nobody knows its identifier. */
  readonly isAimUnread: boolean;
  readonly lastAtMs: number;
  /** Its rest is thrown away, as it is no whole code; whether that has been told. Null while it may be one. */
  readonly spoilt: 'told' | 'untold' | null;
}

export const HID_POS_START: HidPosState = { pending: null };

/** What comes next belongs to a code that began when nobody read the device; a pending one is left as it is. */
export function cutHidPos(state: HidPosState, atMs: number): HidPosState {
  if (state.pending !== null) return state;
  return { pending: { bytes: [], aim: null, isAimUnread: true, lastAtMs: atMs, spoilt: 'untold' } };
}

export interface HidPosDevice {
  /** Only these send their symbology as byte 61; one that sends it as byte 62 is known by that. */
  isHoneywell: boolean;
}

/** `report` begins with the report's id. */
export function decodeHidPos(
  state: HidPosState,
  report: Uint8Array,
  { atMs, isHoneywell }: HidPosDevice & { atMs: number },
): Decoded<HidPosState> {
  if (report[0] !== SCANNED_DATA_REPORT) return { state, code: null, fault: null };
  const part = partOf(report);
  if (part === null) {
    return { state: afterUnread(state, report, atMs), code: null, fault: 'malformed' };
  }

  const { pending: before, fault: earlierFault } = earlierOf(state.pending, part, atMs);
  const bytes = [...(before?.bytes ?? []), ...part.data];
  const wasSpoilt = (before?.spoilt ?? null) !== null;
  const isTooLong = !wasSpoilt && bytes.length > CODE_MAX;
  const isSpoilt = wasSpoilt || isTooLong;
  const untold = before?.spoilt === 'untold' ? 'incomplete' : null;
  const fault = earlierFault ?? untold ?? (isTooLong ? 'tooLong' : null);

  if (part.isContinued) {
    const pending = {
      bytes: isSpoilt ? [] : bytes,
      aim: part.aim,
      isAimUnread: before?.isAimUnread ?? false,
      lastAtMs: atMs,
      spoilt: isSpoilt ? 'told' : null,
    } as const;
    return { state: { pending }, code: null, fault };
  }
  if (isSpoilt || bytes.length === 0) return { state: HID_POS_START, code: null, fault };
  const symbology = symbologyOf(part, isHoneywell);
  const text = decodeText(Uint8Array.from(bytes));
  return { state: HID_POS_START, code: { text, aim: part.aim, symbology }, fault };
}

/** To be called when no report came for longer than `NEXT_REPORT_MS`: what is pending is told, and its rest refused. */
export function flushHidPos(state: HidPosState, atMs: number): Decoded<HidPosState> {
  const { pending } = state;
  if (pending === null || atMs - pending.lastAtMs <= NEXT_REPORT_MS) {
    return { state, code: null, fault: null };
  }
  // Counted from now, as reports that wait for a process that was held up come right after this.
  const told = { ...pending, bytes: [], spoilt: 'told', lastAtMs: atMs } as const;
  const fault = pending.spoilt === 'told' ? null : 'incomplete';
  return { state: { pending: told }, code: null, fault };
}

/** What follows a report that cannot be read is no code of its own, unless that report was the last of its code. */
function afterUnread({ pending }: HidPosState, report: Uint8Array, atMs: number): HidPosState {
  if (report[CONTINUED_AT] === 0) return HID_POS_START;
  const isAimUnread = pending?.isAimUnread ?? true;
  const aim = pending?.aim ?? null;
  return { pending: { bytes: [], aim, isAimUnread, lastAtMs: atMs, spoilt: 'told' } };
}

interface Part {
  data: readonly number[];
  aim: string | null;
  letter: number;
  isShifted: boolean;
  isContinued: boolean;
}

function partOf(report: Uint8Array): Part | null {
  const length = report[LENGTH_AT] ?? 0;
  if (report.length <= CONTINUED_AT || length > DATA_MAX) return null;
  const start = [AIM_AT, AIM_AT + 1].find((at) => isAim(aimAt(report, at)));
  const isWithout = aimAt(report, AIM_AT) === '\0\0\0';
  if (start === undefined && !isWithout) return null;
  const dataAt = (start ?? AIM_AT) + AIM_LENGTH;
  return {
    data: [...report.subarray(dataAt, dataAt + length)],
    aim: start === undefined ? null : aimAt(report, start),
    letter: report[SYMBOLOGY_AT + (start ?? AIM_AT) - AIM_AT] ?? 0,
    isShifted: start !== undefined && start !== AIM_AT,
    isContinued: report[CONTINUED_AT] !== 0,
  };
}

function aimAt(report: Uint8Array, at: number): string {
  return String.fromCharCode(...report.subarray(at, at + AIM_LENGTH));
}

/** What of the reports before this one belongs to the same code. */
function earlierOf(
  pending: Pending | null,
  part: Part,
  atMs: number,
): { pending: Pending | null; fault: 'incomplete' | null } {
  if (pending === null) return { pending, fault: null };
  const quietMs = atMs - pending.lastAtMs;
  const fault = pending.spoilt === 'told' ? null : 'incomplete';
  // Every report of a code carries the same identifier, so another one begins another code.
  const isOther = !pending.isAimUnread && part.aim !== pending.aim;
  const forgetMs = pending.spoilt === null ? FORGET_MS : REST_MS;
  if (isOther || quietMs >= forgetMs) return { pending: null, fault };
  if (quietMs <= NEXT_REPORT_MS) return { pending, fault: null };
  // So late it may be another code, and whoever shows that is told.
  return { pending: { ...pending, spoilt: 'told' }, fault: 'incomplete' };
}

function symbologyOf(part: Part, isHoneywell: boolean): Symbology | null {
  const { aim, letter, isShifted } = part;
  const own = isHoneywell || isShifted ? symbologyOfHoneywell(letter) : null;
  return own ?? (aim === null ? null : symbologyOfAim(aim));
}
