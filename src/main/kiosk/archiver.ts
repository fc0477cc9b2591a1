/**
 * Moves old months out of the journal while the kiosk waits for customers. A process of its own writes the archive file;
 * then the kiosk removes what the file has, in transactions of some milliseconds. It never works while a customer is at
 * the screen or an operation is open.
 */
import { createRestartableTimer } from '../../shared/restartable-timer.ts';
import { isoText } from '../../shared/time.ts';
import { beginMove, findFutureEvent, isDue, type Move } from '../journal/archive/archive-run.ts';
import { dueOf, type Due } from '../journal/archive/due.ts';
import type { PrepareArchive } from '../journal/archive/prepare.ts';
import type { WrittenArchive } from '../journal/archive/write-archive.ts';
import type { OpenJournal } from '../journal/open.ts';
import type { Log } from '../log/log.ts';
import type { World } from '../world/world.ts';

export interface Archiver {
  start(): void;
  stop(): void;
}

export interface ArchiverOptions {
  world: Pick<World, 'after' | 'now'>;
  log: Pick<Log, 'info' | 'warn'>;
  opened: Pick<OpenJournal, 'journal' | 'db' | 'reports'>;
  journalFile: string;
  /** Null: everything stays in the journal. */
  keepMonths: number | null;
  prepare: PrepareArchive;
  /** True if nobody is at the screen. */
  isIdle: () => boolean;
}

/** The first report comes before. */
const BEGIN_AFTER_MS = 15 * 60_000;
const CHECK_EVERY_MS = 60 * 60_000;
/** The pause between two transactions, and while somebody is at the screen. */
const REST_MS = 1_000;

export function createArchiver(options: ArchiverOptions): Archiver {
  const { world, log, opened, journalFile, keepMonths, prepare, isIdle } = options;
  const timer = createRestartableTimer(world);
  const warnOfFuture = futureWarning(options);
  let stopPreparing = (): void => undefined;
  let move: Move | null = null;

  function isQuiet(): boolean {
    return isIdle() && opened.journal.waiting().count === 0;
  }

  function checkLater(): void {
    timer.restart(CHECK_EVERY_MS, check);
  }

  function check(): void {
    const due =
      keepMonths === null ? null : dueOf(opened.reports.last(), { keepMonths, now: world.now() });
    if (due !== null) warnOfFuture();
    if (due === null || !isDue(opened.db, due.before)) checkLater();
    else if (!isQuiet()) timer.restart(REST_MS, check);
    else {
      stopPreparing = prepare(due.before, {
        onEnd: (result) => begin(result, due),
        onFailure() {
          log.warn('no archive could be written; the journal is as it was');
          checkLater();
        },
      });
    }
  }

  function begin(result: WrittenArchive, due: Due): void {
    if (result.kind === 'written') {
      move = beginMove(opened, { journalFile, archive: result.archive, due });
      timer.restart(REST_MS, movePiece);
      return;
    }
    if (result.kind === 'stuck') log.warn(`no month leaves the journal: ${result.why}`);
    checkLater();
  }

  function movePiece(): void {
    if (move === null) return;
    const moved = isQuiet() ? move.next() : { kind: 'more' as const };
    if (moved.kind === 'more') {
      timer.restart(REST_MS, movePiece);
      return;
    }
    endMove();
    switch (moved.kind) {
      case 'done':
        log.info('a month has moved from the journal to an archive');
        // Perhaps the next month is due too.
        timer.restart(REST_MS, check);
        return;
      case 'unwritable':
      case 'stuck':
        log.warn(`the month stays in the journal for now: ${moved.why}`);
        checkLater();
    }
  }

  function endMove(): void {
    move?.close();
    move = null;
  }

  return {
    start: () => timer.restart(BEGIN_AFTER_MS, check),
    stop() {
      timer.cancel();
      stopPreparing();
      endMove();
    },
  };
}

/** Returns the function that says once if a wrong clock has put the next event into the future. */
function futureWarning({ world, log, opened }: ArchiverOptions): () => void {
  let isSaid = false;
  return () => {
    const at = isSaid ? null : findFutureEvent(opened.db, world.now());
    if (at === null) return;
    isSaid = true;
    log.warn(
      `no month leaves the journal before ${isoText(at)}: its next event has that time, because a clock was wrong`,
    );
  };
}
