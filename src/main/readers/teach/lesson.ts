/** A lesson: which card to present when, what the reader sent, and the proposed settings at the end. Pure: the time is an argument. */
import { LESSON_CARDS, type Teaching, type TeachReason } from '../../../shared/staff-board.ts';
import { teach, type Taught, type TaughtDevice, type TeachChoice } from './teach.ts';
import type { HidReaderSettings } from '../settings.ts';
import { teachKeys, type KeysChoice, type TaughtKeys, type Typed } from './keys.ts';
import type { TypedSettings } from '../wedge-settings.ts';
import { isTaken, withoutTaken, withTaken } from './card-taken.ts';
import { shownCode } from './visible.ts';

export type CardName = (typeof LESSON_CARDS)[number];

/**
 * The order of the cards: two at first, then one more if they do not decide, and one more again. In this order, no
 * counter or clock in the reports looks like a difference between the cards.
 */
export const ORDER: readonly CardName[] = [
  ...(['first', 'second', 'second', 'first', 'first', 'second'] as const),
  ...(['third', 'third', 'first', 'third'] as const),
  ...(['fourth', 'fourth', 'second', 'fourth'] as const),
];
/** How many presentations show two, three and four cards. */
const STAGES = [6, 10, ORDER.length] as const;
/** A presentation is over after a pause of this length. */
export const QUIET_MS = 700;
/** Nobody holds a card for longer. The kiosk cannot learn a reader that sends all the time. */
const PRESENTATION_MS = 6_000;

/** A device that was silent for less than this time sends by itself, and not because of a card. */
const SILENT_MS = 3_000;
/** If the first device sends for this long, and then a silent device sends something, staff teach the silent one. */
const CHATTY_MS = 1_000;

/** The device being taught: the first one that sends something after a silence. Or a scanner that types. */
type Source = { kind: 'device'; key: string; device: TaughtDevice } | { kind: 'keys' };

export type Lesson =
  | { readonly kind: 'off' }
  | {
      readonly kind: 'presenting';
      readonly source: Source | null;
      readonly done: readonly (readonly Uint8Array[])[];
      readonly typed: readonly Typed[];
      /** How many presentations the cards of this lesson need. More if two cards did not decide. */
      readonly neededCount: (typeof STAGES)[number];
      readonly open: { reports: readonly Uint8Array[]; sinceMs: number; lastMs: number } | null;
    }
  | { readonly kind: 'proposed'; readonly reader: string; readonly choices: readonly TeachChoice[] }
  | { readonly kind: 'proposedKeys'; readonly choices: readonly KeysChoice[] }
  | Exclude<Teaching, { kind: 'off' | 'presenting' | 'proposed' | 'proposedKeys' }>;

export const NO_LESSON: Lesson = { kind: 'off' };

export const NEW_LESSON: Lesson = {
  kind: 'presenting',
  source: null,
  done: [],
  typed: [],
  neededCount: STAGES[0],
  open: null,
};

export interface IncomingReport {
  key: string;
  device: TaughtDevice;
  /** The kiosk already reads this device and needs no layout for it. */
  isReadAlready: boolean;
  /** How long the device had been silent before this report. */
  silentMs: number;
  report: Uint8Array;
}

export function addReport(lesson: Lesson, incoming: IncomingReport, nowMs: number): Lesson {
  if (lesson.kind !== 'presenting') return lesson;
  const { key, report } = incoming;
  const isNewSource = lesson.source === null || replacesSource(lesson, incoming, nowMs);
  const isRelevant = isNewSource ? incoming.silentMs >= SILENT_MS : isSource(lesson.source, key);
  if (!isRelevant) return lesson;
  if (incoming.isReadAlready) return refused('alreadyWorks');
  const paused = isNewSource ? { ...lesson, open: null } : endPresentation(lesson, nowMs);
  if (paused.kind !== 'presenting') return paused;
  const { done } = paused;
  if (paused.open === null && isTaken(report, done)) {
    return done.length === 0 ? lesson : { ...paused, done: withTaken(report, done) };
  }
  const source = isNewSource
    ? ({ kind: 'device', key, device: incoming.device } as const)
    : paused.source;
  const open = paused.open ?? { reports: [], sinceMs: nowMs, lastMs: nowMs };
  if (nowMs - open.sinceMs > PRESENTATION_MS) return refused('neverQuiet');
  return {
    ...paused,
    source,
    open: { ...open, reports: [...open.reports, report], lastMs: nowMs },
  };
}

function isSource(source: Source | null, key: string): boolean {
  return source?.kind === 'device' && source.key === key;
}

/** Whether the lesson changes to this device: it was silent before, and the first device sends all the time. */
function replacesSource(
  { source, open, done }: Extract<Lesson, { kind: 'presenting' }>,
  { key, silentMs }: IncomingReport,
  nowMs: number,
): boolean {
  if (source?.kind !== 'device' || source.key === key || done.length > 0 || open === null)
    return false;
  return silentMs >= SILENT_MS && nowMs - open.sinceMs >= CHATTY_MS;
}

/** Adds a scan of a scanner that types. `present`: the kiosk's present settings for such scanners. */
export function addTyped(lesson: Lesson, incoming: Typed, present: TypedSettings): Lesson {
  if (lesson.kind !== 'presenting' || incoming.keys.length === 0) return lesson;
  const source = lesson.source ?? { kind: 'keys' };
  if (source.kind !== 'keys') return lesson;
  const typed = [...lesson.typed, incoming];
  if (typed.length < lesson.neededCount) return { ...lesson, source, typed };
  const taught = teachKeys(cardsOf(typed), present);
  const next = nextStage(lesson.neededCount);
  return taught.kind === 'profile' && !taught.isDecided && next !== undefined
    ? { ...lesson, source, typed, neededCount: next }
    : keysLesson(taught);
}

/** Ends the presentation after a long enough pause. After the last one, ends the lesson with a proposal. */
export function endPresentation(lesson: Lesson, nowMs: number): Lesson {
  if (lesson.kind !== 'presenting' || lesson.open === null) return lesson;
  const { source, open, neededCount } = lesson;
  if (nowMs - open.lastMs < QUIET_MS) return lesson;
  const done = withoutTaken([...lesson.done, open.reports]);
  if (done.length < neededCount || source?.kind !== 'device') {
    return { ...lesson, done, open: null };
  }
  const taught = teach(source.device, cardsOf(done));
  const next = nextStage(neededCount);
  // These cards do not show where the number is. One that is less alike may.
  return taught.kind === 'refused' && taught.why === 'unclear' && next !== undefined
    ? { ...lesson, done, open: null, neededCount: next }
    : proposal(source.device, taught);
}

/** The settings of the chosen proposal: for one device, or for all scanners that type. */
export type Chosen =
  { kind: 'device'; settings: HidReaderSettings } | { kind: 'keys'; settings: TypedSettings };

export function chosenOf(lesson: Lesson, choice: number): Chosen | null {
  if (lesson.kind === 'proposed') {
    const settings = lesson.choices[choice]?.settings;
    return settings === undefined ? null : { kind: 'device', settings };
  }
  const settings = lesson.kind === 'proposedKeys' ? lesson.choices[choice]?.settings : undefined;
  return settings === undefined ? null : { kind: 'keys', settings };
}

/** Null for a scanner that types: it has no name. */
export function readerOf(lesson: Lesson): string | null {
  return lesson.kind === 'proposed' ? lesson.reader : null;
}

/** How many presentations one more card needs. */
function nextStage(neededCount: number): (typeof STAGES)[number] | undefined {
  return STAGES.find((count) => count > neededCount);
}

/** What each presented card gave, in the order of the cards. */
function cardsOf<T>(all: readonly T[]): T[][] {
  return LESSON_CARDS.map((card) => samplesOf(all, card)).filter((each) => each.length > 0);
}

function samplesOf<T>(all: readonly T[], card: CardName): T[] {
  return all.filter((_, at) => ORDER[at] === card);
}

function proposal(device: TaughtDevice, taught: Taught): Lesson {
  return taught.kind === 'refused'
    ? refused(taught.why)
    : { kind: 'proposed', reader: device.name.slice(0, 200), choices: taught.choices };
}

function keysLesson(taught: TaughtKeys): Lesson {
  switch (taught.kind) {
    case 'refused':
      return refused(taught.why);
    case 'works':
      return { kind: 'works', first: shownCode(taught.first), second: shownCode(taught.second) };
    case 'profile':
      return { kind: 'proposedKeys', choices: taught.choices };
  }
}

function refused(why: TeachReason): Lesson {
  return { kind: 'refused', why };
}
