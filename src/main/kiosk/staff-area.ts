/**
 * The staff area of a running kiosk. It checks the PIN, and shows the input from the readers while it is open.
 * Scans then go to staff only. They are not kept after the area closes, and they are never logged.
 */
import { createRestartableTimer } from '../../shared/restartable-timer.ts';
import type { ReaderRow, StaffBoard, StaffNotice } from '../../shared/staff-board.ts';
import type { ReaderHealth } from '../readers/health.ts';
import type { HidReaderSettings } from '../readers/settings.ts';
import type { RawReport } from '../readers/supervisor/supervisor.ts';
import { NO_FEED, reportRow, withRow } from '../readers/teach/feed.ts';
import { typedText, type Typed } from '../readers/teach/keys.ts';
import { teachingOf } from '../readers/teach/lesson-view.ts';
import type { World } from '../world/world.ts';
import { createLessonRunner } from './lesson-runner.ts';
import { createPinCheck, type PinCheckOptions } from './pin-check.ts';
import type { StaffActions } from './session-runner.ts';
import { createSwipeWatch } from './swipe-watch.ts';
import type { WedgeSetup } from './wedge-setup.ts';

/** What staff can change about the readers. */
export interface ReadersControl {
  /** Turns the raw reports of the readers on or off. */
  teach(isOn: boolean): void;
  /** Saves these settings and reads with them at once. False if they cannot be saved. */
  use(settings: HidReaderSettings): boolean;
}

export interface StaffAreaOptions extends PinCheckOptions {
  world: Pick<World, 'now' | 'monotonicMs' | 'after'>;
  wedge: Pick<WedgeSetup, 'now' | 'use'>;
  notices: () => readonly StaffNotice[];
  onChange: () => void;
  /** Called when a lesson has accepted a card that it asked for, so a person is at work. */
  onCardTaken: () => void;
}

export interface StaffArea extends StaffActions {
  isOpen(): boolean;
  setOpen(isOpen: boolean): void;
  board(): StaffBoard;
  attachReaders: (readers: ReadersControl) => void;
  setHealth(health: readonly ReaderHealth[]): void;
  /** Shows a report. Ignored while the area is closed. */
  showReport: (report: RawReport) => void;
  /** Shows a scan. `reader` is null if the scan came from no reader. */
  showCode(text: string, reader: string | null): void;
  showTyped(typed: Typed): void;
  stop(): void;
}

const CLOSED: StaffBoard = { notices: [], readers: [], feed: [], teaching: { kind: 'off' } };

/**
 * The shortest time between two drawings. A reader that sends a lot must not redraw the screen faster than people can
 * read.
 */
const REDRAW_MS = 100;

export function createStaffArea(options: StaffAreaOptions): StaffArea {
  const { world, onChange, onCardTaken } = options;
  let readers: ReadersControl | null = null;
  let health: readonly ReaderHealth[] = [];
  let isOpen = false;
  let feed = NO_FEED;
  const swipes = createSwipeWatch();
  const redraw = createRestartableTimer(world);
  const lesson = createLessonRunner({
    ...{ world, wedge: options.wedge, onCardTaken, onChange: redrawSoon },
    useReader: (settings) => readers?.use(settings) === true,
  });

  function redrawSoon(): void {
    redraw.startIfIdle(REDRAW_MS, onChange);
  }

  function addRow(row: FeedRow): void {
    feed = withRow(feed, row);
    redrawSoon();
  }

  function showCode(text: string, reader: string | null): void {
    addRow({ at: world.now(), reader, kind: reader === null ? 'keys' : 'code', text });
  }

  return {
    checkPin: createPinCheck(options),
    isOpen: () => isOpen,
    setOpen(isNowOpen) {
      if (isOpen === isNowOpen) return;
      isOpen = isNowOpen;
      feed = NO_FEED;
      swipes.clear();
      lesson.reset();
      readers?.teach(isOpen);
    },
    board: () =>
      isOpen
        ? {
            notices: [...options.notices()],
            readers: health.map(rowOf),
            feed: [...feed.rows],
            teaching: teachingOf(lesson.lesson()),
          }
        : CLOSED,
    attachReaders: (control) => void (readers = control),
    setHealth(reported) {
      health = reported;
      if (isOpen) redrawSoon();
    },
    showReport(report) {
      if (!isOpen) return;
      const isHidden = swipes.hides(report);
      addRow(reportRow(isHidden ? null : report.bytes, report.name, world.now()));
      if (!isHidden) lesson.takeReport(report);
    },
    showCode,
    showTyped(typed) {
      const text = typedText(typed);
      if (text !== '') showCode(text, null);
      lesson.takeTyped(typed);
    },
    startTeaching: lesson.start,
    cancelTeaching: lesson.cancel,
    useProfile: lesson.choose,
    stop() {
      lesson.reset();
      redraw.cancel();
    },
  };
}

type FeedRow = Parameters<typeof withRow>[1];

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
    case 'vendorMode':
    case 'setAside':
      return { ...row, status: why.kind, detail: null };
  }
}
