/** A lesson: which card is presented when, what came of it, and what is proposed at the end. Pure; time comes in. */
import type { Teaching, TeachReason } from '../../../shared/staff-board.ts';
import { teach, type Taught, type TaughtDevice, type TeachChoice } from './teach.ts';
import type { HidReaderSettings } from '../settings.ts';
import { teachKeys, tellsKind, type KeysChoice, type TaughtKeys, type Typed } from './keys.ts';
import type { WedgeSettings } from '../../../wedge/config.ts';
import { isTaken, withoutTaken, withTaken } from './card-taken.ts';
import { visible } from './visible.ts';

type CardName = 'first' | 'second';

/** In this order no counter and no clock of a reader tells the cards apart, whatever its step. */
const ORDER: readonly CardName[] = ['first', 'second', 'second', 'first', 'first', 'second'];
/** A presentation is over when the reader has been quiet for this long. */
export const QUIET_MS = 700;
/** A card is not held for longer; a reader that sends all the time cannot be told apart from one. */
const PRESENTATION_MS = 6_000;

/** A device that was heard so shortly before sends by itself, and not because of a card. */
const SILENT_MS = 3_000;
/** Longer than a card is held by most; then another device that was silent is the one at which it is. */
const CHATTY_MS = 1_000;

/** Who is taught: the first from whom anything came that was silent before. */
type Pupil = { kind: 'device'; key: string; device: TaughtDevice } | { kind: 'keys' };

export type Lesson =
  | { readonly kind: 'off' }
  | {
      readonly kind: 'presenting';
      readonly pupil: Pupil | null;
      readonly done: readonly (readonly Uint8Array[])[];
      readonly typed: readonly Typed[];
      readonly open: { reports: readonly Uint8Array[]; sinceMs: number; lastMs: number } | null;
    }
  | { readonly kind: 'proposed'; readonly reader: string; readonly choices: readonly TeachChoice[] }
  | { readonly kind: 'proposedKeys'; readonly choices: readonly KeysChoice[] }
  | Exclude<Teaching, { kind: 'off' | 'presenting' | 'proposed' | 'proposedKeys' }>;

export const NO_LESSON: Lesson = { kind: 'off' };

export const BEGUN: Lesson = { kind: 'presenting', pupil: null, done: [], typed: [], open: null };

export interface HeardReport {
  key: string;
  device: TaughtDevice;
  /** Whether it is a scanner that the kiosk reads already. */
  isUnderstood: boolean;
  /** For how long nothing came from it before. */
  silentMs: number;
  report: Uint8Array;
}

export function hearReport(lesson: Lesson, heard: HeardReport, nowMs: number): Lesson {
  if (lesson.kind !== 'presenting') return lesson;
  const { key, report } = heard;
  const begun = lesson.pupil === null || isTakenForPupil(lesson, heard, nowMs);
  const isSilentOrPupil = begun ? heard.silentMs >= SILENT_MS : isOf(lesson.pupil, key);
  if (!isSilentOrPupil) return lesson;
  if (heard.isUnderstood) return refused('alreadyWorks');
  const rested = begun ? { ...lesson, open: null } : endPresentation(lesson, nowMs);
  if (rested.kind !== 'presenting') return rested;
  const { done } = rested;
  if (rested.open === null && isTaken(report, done)) {
    return done.length === 0 ? lesson : { ...rested, done: withTaken(report, done) };
  }
  const pupil = begun ? ({ kind: 'device', key, device: heard.device } as const) : rested.pupil;
  const open = rested.open ?? { reports: [], sinceMs: nowMs, lastMs: nowMs };
  if (nowMs - open.sinceMs > PRESENTATION_MS) return refused('neverQuiet');
  return { ...rested, pupil, open: { ...open, reports: [...open.reports, report], lastMs: nowMs } };
}

function isOf(pupil: Pupil | null, key: string): boolean {
  return pupil?.kind === 'device' && pupil.key === key;
}

/** The one that is taken for the pupil has sent all the time since before, and another one speaks up. */
function isTakenForPupil(
  { pupil, open, done }: Extract<Lesson, { kind: 'presenting' }>,
  { key, silentMs }: HeardReport,
  nowMs: number,
): boolean {
  if (pupil?.kind !== 'device' || pupil.key === key || done.length > 0 || open === null)
    return false;
  return silentMs >= SILENT_MS && nowMs - open.sinceMs >= CHATTY_MS;
}

/** Something was typed as a scanner types, on a kiosk that reads scanners by these settings. */
export function hearTyped(lesson: Lesson, heard: Typed, present: WedgeSettings): Lesson {
  if (lesson.kind !== 'presenting' || heard.keys.length === 0) return lesson;
  const pupil = lesson.pupil ?? { kind: 'keys' };
  if (pupil.kind !== 'keys') return lesson;
  const typed = [...lesson.typed, heard];
  if (typed.length < ORDER.length) return { ...lesson, pupil, typed };
  const cards = { first: of(typed, 'first'), second: of(typed, 'second') };
  return keysLesson(teachKeys(cards, present));
}

/** Ends the presentation that has been quiet for long enough, and the lesson with the last one. */
export function endPresentation(lesson: Lesson, nowMs: number): Lesson {
  if (lesson.kind !== 'presenting' || lesson.open === null) return lesson;
  const { pupil, open } = lesson;
  if (nowMs - open.lastMs < QUIET_MS) return lesson;
  const done = withoutTaken([...lesson.done, open.reports]);
  if (done.length < ORDER.length || pupil?.kind !== 'device')
    return { ...lesson, done, open: null };
  return proposal(
    pupil.device,
    teach(pupil.device, { first: of(done, 'first'), second: of(done, 'second') }),
  );
}

/** What is set up by a choice: a device, or all scanners that type. */
export type Chosen =
  { kind: 'device'; settings: HidReaderSettings } | { kind: 'keys'; settings: WedgeSettings };

export function chosenOf(lesson: Lesson, choice: number): Chosen | null {
  if (lesson.kind === 'proposed') {
    const settings = lesson.choices[choice]?.settings;
    return settings === undefined ? null : { kind: 'device', settings };
  }
  const settings = lesson.kind === 'proposedKeys' ? lesson.choices[choice]?.settings : undefined;
  return settings === undefined ? null : { kind: 'keys', settings };
}

/** Null for a scanner that types, which has no name. */
export function readerOf(lesson: Lesson): string | null {
  return lesson.kind === 'proposed' ? lesson.reader : null;
}

function of<T>(all: readonly T[], card: CardName): T[] {
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
      return { kind: 'works', first: shown(taught.first), second: shown(taught.second) };
    case 'profile':
      return { kind: 'proposedKeys', choices: taught.choices };
  }
}

function shown(code: string): string {
  return visible(code).slice(0, 200);
}

function refused(why: TeachReason): Lesson {
  return { kind: 'refused', why };
}

/** As it is shown. */
export function teachingOf(lesson: Lesson): Teaching {
  switch (lesson.kind) {
    case 'off':
    case 'refused':
    case 'works':
    case 'used':
    case 'notSaved':
      return lesson;
    case 'presenting': {
      const count = lesson.done.length + lesson.typed.length;
      const before = ORDER.slice(0, count);
      return {
        kind: 'presenting',
        reader: lesson.pupil?.kind === 'device' ? lesson.pupil.device.name.slice(0, 200) : null,
        card: ORDER[count] ?? 'second',
        firstCount: before.filter((card) => card === 'first').length,
        secondCount: before.filter((card) => card === 'second').length,
      };
    }
    case 'proposed':
      return {
        kind: 'proposed',
        reader: lesson.reader,
        field: fieldOf(lesson.choices[0]?.settings),
        choices: lesson.choices.map(({ settings, first, second }) => ({
          writing: writingOf(settings),
          first: first.slice(0, 200),
          second: second.slice(0, 200),
        })),
      };
    case 'proposedKeys':
      return proposedKeysOf(lesson.choices);
  }
}

function proposedKeysOf(choices: readonly KeysChoice[]): Teaching {
  return {
    kind: 'proposedKeys',
    suffix: choices[0]?.settings.suffix ?? 'any',
    isKindTold: choices.some(({ settings: { prefix } }) => prefix !== null && tellsKind(prefix)),
    choices: choices.map(({ settings: { layout, prefix }, first, second }) => ({
      layout: layout === 'asTyped' ? null : layout.toUpperCase(),
      cut: prefix === null ? null : shown(prefix),
      first: shown(first),
      second: shown(second),
    })),
  };
}

type Proposed = Extract<Teaching, { kind: 'proposed' }>;

function fieldOf(settings: HidReaderSettings | undefined): Proposed['field'] {
  if (settings?.driver !== 'nfcHid') return null;
  const { reportId, offset, length } = settings.layout;
  return length.kind === 'fixed'
    ? { reportId, offset, count: length.count, lengthAt: null }
    : { reportId, offset, count: null, lengthAt: length.offset };
}

function writingOf(settings: HidReaderSettings): Proposed['choices'][number]['writing'] {
  if (settings.driver !== 'nfcHid' || settings.layout.base === 'text') return 'text';
  const { base, byteOrder } = settings.layout;
  return byteOrder === 'reversed' ? `${base}Reversed` : base;
}
