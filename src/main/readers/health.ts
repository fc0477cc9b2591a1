/** The state of each reader, for staff and for the screen. */
import * as v from 'valibot';
import type { Gesture } from '../../shared/contract.ts';
import { DRIVERS, driverNameSchema } from './settings.ts';

/** Why the kiosk could not grab a keyboard whose HID reports it reads itself. */
const GRAB_PROBLEMS = ['libraryMissing', 'permission', 'taken', 'keyDown'] as const;
export type GrabProblem = (typeof GRAB_PROBLEMS)[number];

/** Why a reader that is plugged in cannot be used. */
const unusableSchema = v.variant('kind', [
  /** `rule` is the udev rule to install, in `file`. */
  v.strictObject({ kind: v.literal('permission'), rule: v.string(), file: v.string() }),
  /** A scanner that only types. The kiosk reads its keys; another mode would be safer. */
  v.strictObject({ kind: v.literal('keyboardOnly') }),
  /**
   * A scanner with nothing but the usage page 0xFF8C. In this mode it sends its codes to software of its maker only
   * (Honeywell; a scanner in HID POS mode has this page beside 0x8C).
   */
  v.strictObject({ kind: v.literal('vendorMode') }),
  /** The reader process crashed three times in a row while it used this reader. */
  v.strictObject({ kind: v.literal('setAside') }),
  v.strictObject({ kind: v.literal('libraryMissing'), library: v.string() }),
  v.strictObject({ kind: v.literal('cannotOpen'), message: v.string() }),
]);
export type Unusable = v.InferOutput<typeof unusableSchema>;

/** One reader, as the reader process reports it. */
export const reportedReaderSchema = v.strictObject({
  /** Stays the same while the device stays plugged in. */
  key: v.string(),
  name: v.string(),
  driver: driverNameSchema,
  status: v.variant('kind', [
    v.strictObject({
      kind: v.literal('ready'),
      /** Set if a keyboard that we read ourselves also types into the screen: the reason, and the udev rule that stops this. */
      stillTypes: v.optional(
        v.strictObject({ why: v.picklist(GRAB_PROBLEMS), rule: v.string(), file: v.string() }),
      ),
    }),
    v.strictObject({ kind: v.literal('away') }),
    /** Not in the settings. It is read only while staff teach the kiosk a reader. */
    v.strictObject({ kind: v.literal('notSetUp') }),
    v.strictObject({ kind: v.literal('unusable'), why: unusableSchema }),
  ]),
  /** For a reader that the settings name: the key of the row that reports it as missing. */
  missedAs: v.optional(v.string()),
  /** The reader is in the settings, or it worked before. If it is not ready, staff should know. */
  isExpected: v.boolean(),
});
export type ReportedReader = v.InferOutput<typeof reportedReaderSchema>;
export type ReaderStatus = ReportedReader['status'];
export type StillTypes = NonNullable<Extract<ReaderStatus, { kind: 'ready' }>['stillTypes']>;

export interface ReaderHealth extends ReportedReader {
  /** The reader was ready at some time since the kiosk started. */
  wasReady: boolean;
}

/** Whether a customer can present a card now, for the screen. */
export function readerStateOf(readers: readonly ReaderHealth[]): 'ready' | 'away' | 'none' {
  if (readers.some(({ status }) => status.kind === 'ready')) return 'ready';
  return readers.some(({ isExpected }) => isExpected) ? 'away' : 'none';
}

/** How a customer presents a card to the readers that work now. `either` if they differ or none works. */
export function gestureFor(readers: readonly ReaderHealth[]): Gesture {
  const gestures = new Set(readers.filter(isRead).map(({ driver }) => gestureOf(driver)));
  const [only = 'either', ...others] = gestures;
  return others.length === 0 ? only : 'either';
}

function gestureOf(driver: ReportedReader['driver']): Gesture {
  return driver === 'none' ? 'either' : DRIVERS[driver].gesture;
}

/** A scanner that only types counts too: the kiosk reads its keys. */
function isRead({ status }: ReaderHealth): boolean {
  return (
    status.kind === 'ready' || (status.kind === 'unusable' && status.why.kind === 'keyboardOnly')
  );
}

/**
 * Merges a new report into what we know. A reader that worked and is no longer reported is away, even if a new
 * reader process sent the report.
 */
export function withLost(
  known: readonly ReaderHealth[],
  reported: readonly ReportedReader[],
): ReaderHealth[] {
  const keys = new Set(reported.map(({ key }) => key));
  const lost = known.filter(({ key, wasReady }) => wasReady && !keys.has(key)).map(away);
  const rows = reported.map((row) => {
    const before = known.find(({ key }) => key === row.key);
    return { ...row, wasReady: row.status.kind === 'ready' || before?.wasReady === true };
  });
  return withoutDuplicates([...rows, ...lost]);
}

/** An unplugged reader keeps its own row. This drops the second row, which reports the same reader as missing. */
function withoutDuplicates(rows: readonly ReaderHealth[]): ReaderHealth[] {
  const gone = rows.filter(({ status }) => status.kind === 'away');
  const missed = new Set(gone.map(({ missedAs }) => missedAs));
  return rows.filter(({ key }) => !missed.has(key));
}

export function allAway(known: readonly ReaderHealth[]): ReaderHealth[] {
  return known.map((row) => (row.status.kind === 'ready' ? away(row) : row));
}

function away(row: ReaderHealth): ReaderHealth {
  return { ...row, status: { kind: 'away' } };
}
