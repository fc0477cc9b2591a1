/**
 * Decodes reports of a barcode scanner in HID POS mode (usage page 0x8C) to codes. Pure: each report brings its time.
 * The decoder refuses a code if its last report does not arrive, or if it may have begun before we read the device.
 * Reports have no numbers, so the decoder cannot notice that a report in the middle is lost: it relies on the bus.
 */
import { isAim, splitAim, symbologyOfAim, symbologyOfHoneywell, type Symbology } from './aim.ts';
import { CODE_MAX, REST_MS, REST_OF_REFUSED_MS, type Code, type Decoded } from './decoding.ts';
import { decodeText } from './text.ts';

/**
 * The scanned data report: 64 bytes including its id. Three projects found the same layout on real scanners:
 * WebHidBarcodeScanner (Honeywell, Youjie, Zebra, Datalogic), python_hon_usbhid (a dump from a Honeywell) and
 * Itp.HidBarcodeScanner (dumps from a Honeywell and a Zebra, NativeHidDemo/Examples.txt).
 *
 * | 0 | 1 | 2–4 | 5–60 | 61 | 63 |
 * | report id | length of the data | AIM identifier | data | Honeywell's symbology | more reports follow |
 *
 * Some scanners send one extra byte before the AIM identifier. Then every field except the last is one byte later. A
 * Zebra does this, and uses Honeywell's letters for the symbology. A shorter report lacks the last field, so it does not
 * say whether more follow.
 *
 * Newland's engines have a plain layout. The manuals of three makers that build them in agree (Quio QU-R-302, p. 79;
 * IDTECH 2DScan FX100, p. 43; Newland FM430):
 *
 * | 0 | 1 | 2–57 | 58–61 | 62 | 63 |
 * | report id | length of the data | data | reserved | Newland's symbology | more reports follow |
 *
 * Everything between the data and the symbology is zero, in the dumps and in the manuals. So a length that is too short
 * for the data is noticed, and the length tells the layouts apart.
 */
export const SCANNED_DATA_REPORT = 2;
const LENGTH_AT = 1;
const AIM_AT = 2;
const AIM_LENGTH = 3;
const DATA_MAX = 56;
const SYMBOLOGY_AT = 61;
const CONTINUED_AT = 63;
const PLAIN_DATA_AT = 2;
const PLAIN_END_AT = 62;

type Layout = 'withAim' | 'plain';

/** The longest gap between reports of one code. They really come within a few milliseconds. */
export const NEXT_REPORT_MS = 500;

export interface HidPosState {
  readonly pending: Pending | null;
}

interface Pending {
  readonly bytes: readonly number[];
  /** The data of its first report, if that was readable. The same data again means that the code is sent again. */
  readonly first: readonly number[];
  readonly aim: string | null;
  /** Null if no report of the code was readable. */
  readonly layout: Layout | null;
  /** The first report of the code was unreadable, so its AIM identifier is unknown. */
  readonly isAimUnread: boolean;
  readonly lastAtMs: number;
  /** Whether the fault of a refused code was reported. Its rest is dropped. Null while the code may be valid. */
  readonly refused: 'reported' | 'unreported' | null;
}

export const HID_POS_START: HidPosState = { pending: null };

/** The next report belongs to a code that began before we read the device. A pending code stays as it is. */
export function cutHidPos(state: HidPosState, atMs: number): HidPosState {
  if (state.pending !== null) return state;
  return {
    pending: {
      ...{ bytes: [], first: [], aim: null, layout: null, isAimUnread: true },
      ...{ lastAtMs: atMs, refused: 'unreported' },
    },
  };
}

export interface HidPosDevice {
  /** Only Honeywell sends the symbology in byte 61. Scanners with the extra byte send it in byte 62. */
  isHoneywell: boolean;
  /** A report that fits both layouts is plain. From other scanners it is refused, because one reading cuts the code. */
  isNewland?: boolean;
}

/** `report` begins with the report id. */
export function decodeHidPos(
  state: HidPosState,
  report: Uint8Array,
  { atMs, isHoneywell, isNewland = false }: HidPosDevice & { atMs: number },
): Decoded<HidPosState> {
  if (report[0] !== SCANNED_DATA_REPORT) return { state, code: null, fault: null };
  const part = partOf(report, state.pending?.layout ?? (isNewland ? 'plain' : null));
  if (part === null) {
    return { state: afterUnreadable(state, report, atMs), code: null, fault: 'malformed' };
  }

  const { pending: before, fault: earlierFault } = continued(state.pending, part, atMs);
  const bytes = [...(before?.bytes ?? []), ...part.data];
  const first = before?.first ?? part.data;
  const wasRefused = (before?.refused ?? null) !== null;
  const isTooLong = !wasRefused && bytes.length > CODE_MAX;
  const isRefused = wasRefused || isTooLong;
  const unreported = before?.refused === 'unreported' ? 'incomplete' : null;
  const fault = earlierFault ?? unreported ?? (isTooLong ? 'tooLong' : null);

  if (part.isContinued) {
    const pending = {
      bytes: isRefused ? [] : bytes,
      first,
      aim: part.aim,
      layout: part.layout,
      isAimUnread: before?.isAimUnread ?? false,
      lastAtMs: atMs,
      refused: isRefused ? 'reported' : null,
    } as const;
    return { state: { pending }, code: null, fault };
  }
  if (isRefused || bytes.length === 0) return { state: HID_POS_START, code: null, fault };
  return { state: HID_POS_START, code: codeOf(bytes, part, isHoneywell), fault };
}

/** Call when no report came for longer than `NEXT_REPORT_MS`. Reports a pending code as incomplete and refuses its rest. */
export function flushHidPos(state: HidPosState, atMs: number): Decoded<HidPosState> {
  const { pending } = state;
  if (pending === null || atMs - pending.lastAtMs <= NEXT_REPORT_MS) {
    return { state, code: null, fault: null };
  }
  // The time counts from now: if the process was delayed, the waiting reports arrive right after this.
  const refused = { ...pending, bytes: [], refused: 'reported', lastAtMs: atMs } as const;
  const fault = pending.refused === 'reported' ? null : 'incomplete';
  return { state: { pending: refused }, code: null, fault };
}

/** Reports after an unreadable one are not a new code, unless the unreadable one was the last of its code. */
function afterUnreadable({ pending }: HidPosState, report: Uint8Array, atMs: number): HidPosState {
  if (report[CONTINUED_AT] === 0) return HID_POS_START;
  const isAimUnread = pending?.isAimUnread ?? true;
  const { aim, layout } = pending ?? { aim: null, layout: null };
  const first = pending?.first ?? [];
  const unread = { bytes: [], first, aim, layout, isAimUnread, lastAtMs: atMs } as const;
  return { pending: { ...unread, refused: 'reported' } };
}

interface Part {
  layout: Layout;
  data: readonly number[];
  aim: string | null;
  letter: number;
  isShifted: boolean;
  isContinued: boolean;
}

/** `expected`: the layout of a report that fits both. Null if it is not known: such a report is refused. */
function partOf(report: Uint8Array, expected: Layout | null): Part | null {
  if (report.length <= CONTINUED_AT || (report[LENGTH_AT] ?? 0) > DATA_MAX) return null;
  const [withAim, plain] = [partWithAim(report), plainPart(report)];
  if (withAim === null || plain === null) return withAim ?? plain;
  return [withAim, plain].find(({ layout }) => layout === expected) ?? null;
}

function partWithAim(report: Uint8Array): Part | null {
  const start = [AIM_AT, AIM_AT + 1].find((at) => isAim(aimAt(report, at)));
  const isWithout = aimAt(report, AIM_AT) === '\0\0\0';
  if (start === undefined && !isWithout) return null;
  const shift = (start ?? AIM_AT) - AIM_AT;
  const dataAt = AIM_AT + shift + AIM_LENGTH;
  const endAt = dataAt + (report[LENGTH_AT] ?? 0);
  if (!isZero(report.subarray(endAt, SYMBOLOGY_AT + shift))) return null;
  return {
    layout: 'withAim',
    data: [...report.subarray(dataAt, endAt)],
    aim: start === undefined ? null : aimAt(report, start),
    letter: report[SYMBOLOGY_AT + shift] ?? 0,
    isShifted: start !== undefined && start !== AIM_AT,
    isContinued: report[CONTINUED_AT] !== 0,
  };
}

function plainPart(report: Uint8Array): Part | null {
  const endAt = PLAIN_DATA_AT + (report[LENGTH_AT] ?? 0);
  if (endAt === PLAIN_DATA_AT || !isZero(report.subarray(endAt, PLAIN_END_AT))) return null;
  return {
    layout: 'plain',
    data: [...report.subarray(PLAIN_DATA_AT, endAt)],
    ...{ aim: null, letter: 0, isShifted: false },
    isContinued: report[CONTINUED_AT] !== 0,
  };
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

function aimAt(report: Uint8Array, at: number): string {
  return String.fromCharCode(...report.subarray(at, at + AIM_LENGTH));
}

/** Decides whether this report continues the pending code. */
function continued(
  pending: Pending | null,
  part: Part,
  atMs: number,
): { pending: Pending | null; fault: 'incomplete' | null } {
  if (pending === null) return { pending, fault: null };
  const quietMs = atMs - pending.lastAtMs;
  const fault = pending.refused === 'reported' ? null : 'incomplete';
  // All reports of a code have the same AIM identifier and layout. Another identifier means another code.
  const isOther =
    !pending.isAimUnread && (part.aim !== pending.aim || part.layout !== pending.layout);
  const isLate = pending.refused !== null && quietMs >= REST_MS;
  const isOver = isLate && (quietMs >= REST_OF_REFUSED_MS || isSentAgain(pending, part));
  if (isOther || isOver) return { pending: null, fault };
  if (quietMs <= NEXT_REPORT_MS) return { pending, fault: null };
  // The report may begin another code, or belong to this one: the process may have been stopped, and a scanner may stall
  // for seconds, so no time says which. Refuses that code too, so that its customer sees an error.
  return { pending: { ...pending, refused: 'reported' }, fault: 'incomplete' };
}

/** The customer tries the same card again, so this is no rest. */
function isSentAgain({ first }: Pending, { data, isContinued }: Part): boolean {
  const isSame = data.length === first.length && data.every((byte, at) => byte === first[at]);
  return isContinued && isSame && first.length > 0;
}

function codeOf(bytes: readonly number[], part: Part, isHoneywell: boolean): Code {
  const text = decodeText(Uint8Array.from(bytes));
  if (part.layout === 'withAim') {
    return { text, aim: part.aim, symbology: symbologyOf(part, isHoneywell) };
  }
  // A scanner with the plain layout can be set to send the AIM identifier before the data.
  const split = splitAim(text);
  return { ...split, symbology: split.aim === null ? null : symbologyOfAim(split.aim) };
}

function symbologyOf(part: Part, isHoneywell: boolean): Symbology | null {
  const { aim, letter, isShifted } = part;
  const own = isHoneywell || isShifted ? symbologyOfHoneywell(letter) : null;
  return own ?? (aim === null ? null : symbologyOfAim(aim));
}
