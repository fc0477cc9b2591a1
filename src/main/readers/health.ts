/** What is known of each reader, for staff and for the screen. */
import * as v from 'valibot';
import type { Gesture } from '../../shared/contract.ts';
import { DRIVERS, driverNameSchema } from './settings.ts';

/** Why a keyboard that is read raw could not be taken for the kiosk alone. */
const GRAB_PROBLEMS = ['libraryMissing', 'permission', 'taken', 'keyDown'] as const;
export type GrabProblem = (typeof GRAB_PROBLEMS)[number];

/** Why a reader cannot be read although it is there. */
const unusableSchema = v.variant('kind', [
  /** `rule` is the udev rule to install, and `file` where it belongs. */
  v.strictObject({ kind: v.literal('permission'), rule: v.string(), file: v.string() }),
  /** It only types; it can be read as a keyboard, or be switched to another mode. */
  v.strictObject({ kind: v.literal('keyboardOnly') }),
  /** The process that reads it died three times in a row with it. */
  v.strictObject({ kind: v.literal('setAside') }),
  v.strictObject({ kind: v.literal('libraryMissing'), library: v.string() }),
  v.strictObject({ kind: v.literal('cannotOpen'), message: v.string() }),
]);
export type Unusable = v.InferOutput<typeof unusableSchema>;

/** What the reader process tells of one. */
export const toldReaderSchema = v.strictObject({
  /** The same for as long as it is the same device in the same place. */
  key: v.string(),
  name: v.string(),
  driver: driverNameSchema,
  status: v.variant('kind', [
    v.strictObject({
      kind: v.literal('ready'),
      /** A keyboard that is read raw and types into the screen as well; the rule that ends it, and where that belongs. */
      stillTypes: v.optional(
        v.strictObject({ why: v.picklist(GRAB_PROBLEMS), rule: v.string(), file: v.string() }),
      ),
    }),
    v.strictObject({ kind: v.literal('away') }),
    /** Nobody set it up; it is read only while staff teach. */
    v.strictObject({ kind: v.literal('stranger') }),
    v.strictObject({ kind: v.literal('unusable'), why: unusableSchema }),
  ]),
  /** The key under which it is missed where it is a reader that somebody named and is not there. */
  missedAs: v.optional(v.string()),
  /** Somebody set it up, or it worked before: that it is not ready is worth telling. */
  isExpected: v.boolean(),
});
export type ToldReader = v.InferOutput<typeof toldReaderSchema>;
export type ReaderStatus = ToldReader['status'];
export type StillTypes = NonNullable<Extract<ReaderStatus, { kind: 'ready' }>['stillTypes']>;

export interface ReaderHealth extends ToldReader {
  /** Since the kiosk was started. */
  wasReady: boolean;
}

/** For the screen: whether there is anything that a card can be held against. */
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

function gestureOf(driver: ToldReader['driver']): Gesture {
  return driver === 'none' ? 'either' : DRIVERS[driver].gesture;
}

/** One that only types is read as the keyboard that it is. */
function isRead({ status }: ReaderHealth): boolean {
  return (
    status.kind === 'ready' || (status.kind === 'unusable' && status.why.kind === 'keyboardOnly')
  );
}

/** A reader that worked and is not told of any more is away, also where the process that tells is a new one. */
export function withLost(
  known: readonly ReaderHealth[],
  told: readonly ToldReader[],
): ReaderHealth[] {
  const keys = new Set(told.map(({ key }) => key));
  const lost = known.filter(({ key, wasReady }) => wasReady && !keys.has(key)).map(away);
  const rows = told.map((row) => {
    const before = known.find(({ key }) => key === row.key);
    return { ...row, wasReady: row.status.kind === 'ready' || before?.wasReady === true };
  });
  return missedOnce([...rows, ...lost]);
}

/** What was there and went is told by itself, and not as somebody that never came as well. */
function missedOnce(rows: readonly ReaderHealth[]): ReaderHealth[] {
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
