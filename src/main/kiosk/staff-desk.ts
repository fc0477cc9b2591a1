/**
 * The staff area of a running kiosk: checks the PIN, and shows what the readers send while it is open. What is read
 * meanwhile goes nowhere else, and nothing of it is kept when it is closed, or ever logged.
 */
import type { Intent, ReaderRow, StaffBoard } from '../../shared/contract.ts';
import type { ReaderHealth } from '../readers/health.ts';
import type { HidReaderSettings } from '../readers/settings.ts';
import type { RawNews } from '../readers/supervisor.ts';
import { NO_FEED, reportRow, withRow, type Feed } from '../staff/feed.ts';
import {
  BEGUN,
  endPresentation,
  hearKeys,
  hearReport,
  NO_LESSON,
  QUIET_MS,
  readerOf,
  settingsOf,
  teachingOf,
  type HeardReport,
  type Lesson,
} from '../staff/lesson.ts';
import type { World } from '../world.ts';
import { createPinDoor, type PinDoorOptions } from './pin-door.ts';
import type { StaffOffice } from './run-session.ts';

/** What staff can do about the readers. */
export interface ReadersLink {
  teach(isOn: boolean): void;
  /** Reads by these settings too, from now on and after a restart; false where they cannot be kept. */
  use(settings: HidReaderSettings): boolean;
}

export interface StaffDeskOptions extends PinDoorOptions {
  world: Pick<World, 'now' | 'monotonicMs' | 'after'>;
  onChange: () => void;
  /** Somebody is at work. */
  onCard: () => void;
}

export interface StaffDesk extends StaffOffice {
  isOpen(): boolean;
  setOpen(isOpen: boolean): void;
  board(): StaffBoard;
  attach: (link: ReadersLink) => void;
  setReaders(health: readonly ReaderHealth[]): void;
  hearReport: (news: RawNews) => void;
  /** Null for what was typed. */
  hearCode(text: string, reader: string | null): void;
  /** A key that was typed alone comes as what it would ask of a screen. */
  hearIntent(intent: Intent): void;
  stop(): void;
}

const DRAW_MS = 100;
const TOUCH_MS = 1_000;
/** Timers may fire a little before their time by another clock. */
const TIMER_EARLY_MS = 5;

export function createStaffDesk(options: StaffDeskOptions): StaffDesk {
  let link: ReadersLink | null = null;
  let health: readonly ReaderHealth[] = [];
  let isOpen = false;
  let feed = NO_FEED;
  let lesson: Lesson = NO_LESSON;
  const touch = paced(options);
  let cancelQuiet = (): void => undefined;
  const { draw, stop: stopDrawing } = createDrawing(options);

  function heard(row: Parameters<typeof withRow>[1]): void {
    feed = withRow(feed, row);
    touch();
    draw();
  }

  function turnTo(next: Lesson): void {
    lesson = next;
    draw();
  }

  function endWhenQuiet(): void {
    cancelQuiet();
    cancelQuiet = options.world.after(QUIET_MS + TIMER_EARLY_MS, () =>
      turnTo(endPresentation(lesson, options.world.monotonicMs())),
    );
  }

  return {
    checkPin: createPinDoor(options),
    isOpen: () => isOpen,
    setOpen(isNowOpen) {
      if (isOpen === isNowOpen) return;
      isOpen = isNowOpen;
      [feed, lesson] = [NO_FEED, NO_LESSON];
      cancelQuiet();
      link?.teach(isOpen);
    },
    board: () => (isOpen ? boardOf(health, feed, lesson) : CLOSED),
    attach(readers) {
      link = readers;
    },
    setReaders(told) {
      health = told;
      if (isOpen) draw();
    },
    hearReport(news) {
      if (!isOpen) return;
      heard(reportRow(news.bytes, news.name, options.world.now()));
      lesson = hearReport(lesson, heardOf(news), options.world.monotonicMs());
      endWhenQuiet();
    },
    hearCode(text, reader) {
      heard({ at: options.world.now(), reader, kind: reader === null ? 'keys' : 'code', text });
      if (reader === null) lesson = hearKeys(lesson, text);
    },
    hearIntent(intent) {
      if (!isOpen || intent.kind !== 'pressDigit') return;
      heard({ at: options.world.now(), reader: null, kind: 'keys', text: String(intent.digit) });
    },
    startTeaching: () => turnTo(BEGUN),
    cancelTeaching: () => turnTo(NO_LESSON),
    useProfile(choice) {
      const settings = settingsOf(lesson, choice);
      if (settings === null) return;
      const isUsed = link?.use(settings) === true;
      turnTo(isUsed ? { kind: 'used', reader: readerOf(lesson) } : { kind: 'notSaved' });
    },
    stop() {
      cancelQuiet();
      stopDrawing();
    },
  };
}

/** One sign of life a second says as much as sixty. */
function paced({ world, onCard }: StaffDeskOptions): () => void {
  let touchedAtMs = -Infinity;
  return () => {
    const nowMs = world.monotonicMs();
    if (nowMs - touchedAtMs < TOUCH_MS) return;
    touchedAtMs = nowMs;
    onCard();
  };
}

function boardOf(health: readonly ReaderHealth[], feed: Feed, lesson: Lesson): StaffBoard {
  return { readers: health.map(rowOf), feed: [...feed.rows], teaching: teachingOf(lesson) };
}

function heardOf({ key, name, driver, bytes, ...ids }: RawNews): HeardReport {
  const { vendorId, productId, usagePage, usage } = ids;
  return {
    key,
    device: { name, vendorId, productId, usagePage, usage },
    isUnderstood: driver === 'hidPos' || driver === 'hidKeyboard',
    report: Uint8Array.from(bytes),
  };
}

/** A reader that sends a lot does not make the screen draw more often than it can be read. */
function createDrawing({ world, onChange }: StaffDeskOptions): {
  draw: () => void;
  stop: () => void;
} {
  let cancel: (() => void) | null = null;
  return {
    draw() {
      cancel ??= world.after(DRAW_MS, () => {
        cancel = null;
        onChange();
      });
    },
    stop: () => cancel?.(),
  };
}

const CLOSED: StaffBoard = { readers: [], feed: [], teaching: { kind: 'off' } };

function rowOf({ name, status }: ReaderHealth): ReaderRow {
  const row = { name: name.slice(0, 200) };
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
