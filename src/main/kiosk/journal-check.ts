/**
 * Verifies the part of the journal that the start did not verify, while the kiosk already serves customers. Damage ends
 * the process. It is recorded first, so the next start shows balances and sends nothing.
 */
import { throwLater } from '../../shared/throw-later.ts';
import type { ArchiveProblem } from '../journal/archive/find-lost.ts';
import type { CheckHistory } from '../journal/check-history.ts';
import type { OpenJournal } from '../journal/open.ts';
import type { Damage } from '../journal/damage.ts';
import type { Log } from '../log/log.ts';
import type { World } from '../world/world.ts';

export interface JournalCheck {
  /** How much is verified. Null before it begins, and when it has ended. */
  percent(): number | null;
  /** Archives that are missing or were changed. Payments do not need them. */
  archiveProblems(): readonly ArchiveProblem[];
  /** Calls back when `percent` or `archiveProblems` has changed. */
  onChange(listener: () => void): void;
  start(): void;
  stop(): void;
}

export interface JournalCheckOptions {
  world: Pick<World, 'after'>;
  log: Pick<Log, 'info' | 'error'>;
  opened: Pick<OpenJournal, 'isVerifiedInPart' | 'lostArchives' | 'refuse'>;
  checkHistory: CheckHistory;
  /** Ends the process, because the journal cannot be trusted. */
  fail?: (error: Error) => void;
}

/** The first view comes first. */
const BEGIN_AFTER_MS = 5_000;

export function createJournalCheck(options: JournalCheckOptions): JournalCheck {
  const { world, log, opened, checkHistory, fail = throwLater } = options;
  let percent: number | null = null;
  let archiveProblems = opened.lostArchives;
  let changed = (): void => undefined;
  let stop = (): void => undefined;
  const show = (now: number | null): void => {
    percent = now;
    changed();
  };

  function refuse(damage: Damage): void {
    const { kind, where } = damage;
    const recorded = opened.refuse(damage);
    if (recorded.kind === 'unwritable') log.error(`the damage is not recorded (${recorded.why})`);
    log.error(`the journal is damaged (${kind}: ${where}); the kiosk ends and takes no more money`);
    fail(new Error('the journal is damaged'));
  }

  function logArchives(problems: readonly ArchiveProblem[]): void {
    for (const { name, kind } of problems) {
      log.error(
        `the archive of the journal ${name} is damaged (${kind}); payments go on; see docs/journal.md, Archives`,
      );
    }
  }

  function begin(): void {
    stop = checkHistory({
      onProgress: show,
      onArchives(problems) {
        archiveProblems = problems;
        logArchives(problems);
        changed();
      },
      onEnd(damage) {
        show(null);
        if (damage === null) log.info('the whole journal is verified');
        else refuse(damage);
      },
      onFailure(error) {
        show(null);
        log.error(
          'the history of the journal could not be verified; the next start tries again',
          error,
        );
      },
    });
  }

  return {
    percent: () => percent,
    archiveProblems: () => archiveProblems,
    onChange: (listener) => (changed = listener),
    start() {
      logArchives(opened.lostArchives);
      if (opened.isVerifiedInPart) stop = world.after(BEGIN_AFTER_MS, begin);
    },
    stop: () => stop(),
  };
}
