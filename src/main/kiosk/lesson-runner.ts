/**
 * Runs the lesson that teaches the kiosk an unknown reader. It passes on the reports of the reader, and ends each
 * presentation of a card after a pause. It decides nothing itself, and keeps nothing after a reset.
 */
import type { Teaching } from '../../shared/staff-board.ts';
import { createRestartableTimer } from '../../shared/restartable-timer.ts';
import { DRIVERS, type HidReaderSettings } from '../readers/settings.ts';
import type { RawReport } from '../readers/supervisor/supervisor.ts';
import type { Typed } from '../readers/teach/keys.ts';
import {
  NEW_LESSON,
  chosenOf,
  endPresentation,
  addReport,
  addTyped,
  NO_LESSON,
  QUIET_MS,
  readerOf,
  type Chosen,
  type IncomingReport,
  type Lesson,
} from '../readers/teach/lesson.ts';
import { teachingOf } from '../readers/teach/lesson-view.ts';
import type { World } from '../world/world.ts';
import type { WedgeSetup } from './wedge-setup.ts';

export interface LessonRunnerOptions {
  world: Pick<World, 'monotonicMs' | 'after'>;
  wedge: Pick<WedgeSetup, 'now' | 'use'>;
  /** Saves the settings of a reader and reads with them at once. False if they cannot be saved. */
  useReader: (settings: HidReaderSettings) => boolean;
  onChange: () => void;
  /** Called when the lesson has accepted a card that it asked for. */
  onCardTaken: () => void;
}

export interface LessonRunner {
  lesson(): Lesson;
  start: () => void;
  cancel: () => void;
  takeReport(report: RawReport): void;
  takeTyped(typed: Typed): void;
  /** Uses one of the proposed choices, by its index. */
  choose: (choice: number) => void;
  /** Forgets the lesson and calls nobody back. */
  reset(): void;
}

/** A timer may fire a little early when another clock measures it. */
const TIMER_EARLY_MS = 5;

export function createLessonRunner(options: LessonRunnerOptions): LessonRunner {
  const { world, wedge } = options;
  let lesson: Lesson = NO_LESSON;
  const pause = createRestartableTimer(world);
  const silentForMs = createSilenceMeter(world);

  function set(next: Lesson): void {
    lesson = next;
    options.onChange();
  }

  /**
   * Sets the next lesson. Only an accepted card is a sign of life: other reports may come from a customer, or from a
   * reader that never stops sending.
   */
  function advance(next: Lesson): void {
    const isCardTaken = tookCard(lesson, next);
    set(next);
    if (isCardTaken) options.onCardTaken();
  }

  return {
    lesson: () => lesson,
    start: () => set(NEW_LESSON),
    cancel: () => set(NO_LESSON),
    takeReport(report) {
      const heard = heardReportOf(report, silentForMs(report.key));
      const next = addReport(lesson, heard, world.monotonicMs());
      // Ignore other readers. One that never stops sending must not delay the end of this presentation.
      if (next === lesson) return;
      advance(next);
      pause.restart(QUIET_MS + TIMER_EARLY_MS, () =>
        advance(endPresentation(lesson, world.monotonicMs())),
      );
    },
    takeTyped: (typed) => advance(addTyped(lesson, typed, wedge.now())),
    choose(choice) {
      const chosen = chosenOf(lesson, choice);
      if (chosen === null) return;
      const isUsed = use(chosen, options);
      set(isUsed ? { kind: 'used', reader: readerOf(lesson) } : { kind: 'notSaved' });
    },
    reset() {
      pause.cancel();
      lesson = NO_LESSON;
    },
  };
}

function use(chosen: Chosen, { wedge, useReader }: LessonRunnerOptions): boolean {
  return chosen.kind === 'keys' ? wedge.use(chosen.settings) : useReader(chosen.settings);
}

function tookCard(before: Lesson, after: Lesson): boolean {
  const [from, to] = [teachingOf(before), teachingOf(after)];
  if (from.kind !== 'presenting') return false;
  if (to.kind !== 'presenting') return true;
  return countOf(to) > countOf(from);
}

function countOf({ cards }: Extract<Teaching, { kind: 'presenting' }>): number {
  return cards.reduce((sum, { count }) => sum + count, 0);
}

function heardReportOf(
  { key, name, driver, bytes, ...ids }: RawReport,
  silentMs: number,
): IncomingReport {
  const { vendorId, productId, usagePage, usage } = ids;
  return {
    key,
    device: { name, vendorId, productId, usagePage, usage },
    isReadAlready: driver !== 'none' && !DRIVERS[driver].isTeachable,
    silentMs,
    report: Uint8Array.from(bytes),
  };
}

/**
 * Measures how long a device has sent no report. Counts only reports that were passed on. Call it once for each report.
 */
function createSilenceMeter(world: Pick<World, 'monotonicMs'>): (key: string) => number {
  const lastReportAtMs = new Map<string, number>();
  return (key) => {
    const nowMs = world.monotonicMs();
    const silentMs = nowMs - (lastReportAtMs.get(key) ?? -Infinity);
    lastReportAtMs.set(key, nowMs);
    return silentMs;
  };
}
