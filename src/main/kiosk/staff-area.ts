/**
 * The staff area of a running kiosk: checks the PIN, and shows what the readers send while it is open. What is read
 * meanwhile goes nowhere else, and nothing of it is kept when it is closed, or ever logged.
 */
import { createRestartableTimer } from '../../shared/restartable-timer.ts';
import type { EpochMs } from '../../shared/time.ts';
import type { Intent } from '../../shared/contract.ts';
import type { ReaderRow, StaffBoard } from '../../shared/staff-board.ts';
import type { ReaderHealth } from '../readers/health.ts';
import { DRIVERS, type HidReaderSettings } from '../readers/settings.ts';
import type { RawNews } from '../readers/supervisor/supervisor.ts';
import { NO_FEED, reportRow, withRow, type Feed } from '../readers/teach/feed.ts';
import {
  BEGUN,
  endPresentation,
  chosenOf,
  hearReport,
  hearTyped,
  NO_LESSON,
  QUIET_MS,
  readerOf,
  teachingOf,
  type Chosen,
  type HeardReport,
  type Lesson,
} from '../readers/teach/lesson.ts';
import type { World } from '../world/world.ts';
import { typedText, type Typed } from '../readers/teach/keys.ts';
import { createPinCheck, type PinCheckOptions } from './pin-check.ts';
import type { StaffOffice } from './session-runner.ts';
import type { WedgeSetup } from './wedge-setup.ts';

/** What staff can do about the readers. */
export interface ReadersLink {
  teach(isOn: boolean): void;
  /** Reads by these settings too, from now on and after a restart; false where they cannot be kept. */
  use(settings: HidReaderSettings): boolean;
}

export interface StaffAreaOptions extends PinCheckOptions {
  world: Pick<World, 'now' | 'monotonicMs' | 'after'>;
  wedge: Pick<WedgeSetup, 'now' | 'use'>;
  onChange: () => void;
  /** A card came that the lesson had asked for: somebody is at work. */
  onCard: () => void;
}

export interface StaffArea extends StaffOffice {
  isOpen(): boolean;
  setOpen(isOpen: boolean): void;
  board(): StaffBoard;
  attach: (link: ReadersLink) => void;
  setReaders(health: readonly ReaderHealth[]): void;
  hearReport: (news: RawNews) => void;
  /** Null for what came by no reader. */
  hearCode(text: string, reader: string | null): void;
  hearTyped(typed: Typed): void;
  /** A key that was typed alone comes as what it would ask of a screen. */
  hearIntent(intent: Intent): void;
  stop(): void;
}

const DRAW_MS = 100;
/** Timers may fire a little before their time by another clock. */
const TIMER_EARLY_MS = 5;

export function createStaffArea(options: StaffAreaOptions): StaffArea {
  let link: ReadersLink | null = null;
  let health: readonly ReaderHealth[] = [];
  let isOpen = false;
  let feed = NO_FEED;
  let lesson: Lesson = NO_LESSON;
  const silentFor = createSilence(options);
  const quiet = createRestartableTimer(options.world);
  const { draw, stop: stopDrawing } = createDrawing(options);

  function heard(row: Parameters<typeof withRow>[1]): void {
    feed = withRow(feed, row);
    draw();
  }

  function turnTo(next: Lesson): void {
    lesson = next;
    draw();
  }

  /** What is read otherwise may be a customer's, or a reader's that never stops, and keeps no door open. */
  function follow(next: Lesson): void {
    const isStep = isStepOf(lesson, next);
    turnTo(next);
    if (isStep) options.onCard();
  }

  return {
    checkPin: createPinCheck(options),
    isOpen: () => isOpen,
    setOpen(isNowOpen) {
      if (isOpen === isNowOpen) return;
      isOpen = isNowOpen;
      [feed, lesson] = [NO_FEED, NO_LESSON];
      quiet.cancel();
      link?.teach(isOpen);
    },
    board: () => (isOpen ? boardOf(health, feed, lesson) : CLOSED),
    attach: (readers) => void (link = readers),
    setReaders(told) {
      health = told;
      if (isOpen) draw();
    },
    hearReport(news) {
      if (!isOpen) return;
      heard(reportRow(news.bytes, news.name, options.world.now()));
      const nowMs = options.world.monotonicMs();
      const next = hearReport(lesson, heardOf(news, silentFor(news.key)), nowMs);
      // Another reader that never stops must not keep the one that is taught from its end.
      if (next === lesson) return;
      follow(next);
      quiet.restart(QUIET_MS + TIMER_EARLY_MS, () =>
        follow(endPresentation(lesson, options.world.monotonicMs())),
      );
    },
    hearCode: (text, reader) => heard(codeRow(text, reader, options.world.now())),
    hearTyped(typed) {
      const text = typedText(typed);
      if (text !== '') heard(codeRow(text, null, options.world.now()));
      follow(hearTyped(lesson, typed, options.wedge.now()));
    },
    hearIntent(intent) {
      if (!isOpen || intent.kind !== 'pressDigit') return;
      heard(codeRow(String(intent.digit), null, options.world.now()));
    },
    startTeaching: () => turnTo(BEGUN),
    cancelTeaching: () => turnTo(NO_LESSON),
    useProfile(choice) {
      const chosen = chosenOf(lesson, choice);
      if (chosen === null) return;
      const isUsed = use(chosen, link, options.wedge);
      turnTo(isUsed ? { kind: 'used', reader: readerOf(lesson) } : { kind: 'notSaved' });
    },
    stop() {
      quiet.cancel();
      stopDrawing();
    },
  };
}

function isStepOf(before: Lesson, after: Lesson): boolean {
  const [was, is] = [teachingOf(before), teachingOf(after)];
  if (was.kind !== 'presenting') return false;
  if (is.kind !== 'presenting') return true;
  return is.firstCount + is.secondCount > was.firstCount + was.secondCount;
}

function use(chosen: Chosen, link: ReadersLink | null, wedge: StaffAreaOptions['wedge']): boolean {
  return chosen.kind === 'keys' ? wedge.use(chosen.settings) : link?.use(chosen.settings) === true;
}

function codeRow(text: string, reader: string | null, at: EpochMs): Parameters<typeof withRow>[1] {
  return { at, reader, kind: reader === null ? 'keys' : 'code', text };
}

function boardOf(health: readonly ReaderHealth[], feed: Feed, lesson: Lesson): StaffBoard {
  return { readers: health.map(rowOf), feed: [...feed.rows], teaching: teachingOf(lesson) };
}

function heardOf({ key, name, driver, bytes, ...ids }: RawNews, silentMs: number): HeardReport {
  const { vendorId, productId, usagePage, usage } = ids;
  return {
    key,
    device: { name, vendorId, productId, usagePage, usage },
    isUnderstood: driver !== 'none' && !DRIVERS[driver].isTeachable,
    silentMs,
    report: Uint8Array.from(bytes),
  };
}

/** For how long the device had been silent, as far as it was listened to; asked at each report. */
function createSilence({ world }: StaffAreaOptions): (key: string) => number {
  const heardAtMs = new Map<string, number>();
  return (key) => {
    const nowMs = world.monotonicMs();
    const silentMs = nowMs - (heardAtMs.get(key) ?? -Infinity);
    heardAtMs.set(key, nowMs);
    return silentMs;
  };
}

/** A reader that sends a lot must not redraw the screen faster than people can read. */
function createDrawing({ world, onChange }: StaffAreaOptions): {
  draw: () => void;
  stop: () => void;
} {
  const timer = createRestartableTimer(world);
  return { draw: () => timer.startIfIdle(DRAW_MS, onChange), stop: () => timer.cancel() };
}

const CLOSED: StaffBoard = { readers: [], feed: [], teaching: { kind: 'off' } };

function rowOf({ name, status }: ReaderHealth): ReaderRow {
  const row = { name: name.slice(0, 200) };
  if (status.kind === 'ready' && status.stillTypes !== undefined) {
    return { ...row, status: 'stillTypes', detail: status.stillTypes.rule.slice(0, 400) };
  }
  if (status.kind !== 'unusable') return { ...row, status: status.kind, detail: null };
  const { why } = status;
  switch (why.kind) {
    case 'permission':
      return { ...row, status: why.kind, detail: why.rule.slice(0, 400) };
    case 'libraryMissing':
      return { ...row, status: why.kind, detail: why.library.slice(0, 400) };
    case 'cannotOpen':
      return { ...row, status: why.kind, detail: why.message.slice(0, 400) };
    case 'keyboardOnly':
    case 'setAside':
      return { ...row, status: why.kind, detail: null };
  }
}
