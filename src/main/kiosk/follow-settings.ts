/** Decides when a running kiosk takes an edited settings file: when nobody is there. Tells the log and staff until then. */
import type { View } from '../../shared/contract.ts';
import { createRestartableTimer, type Clock } from '../../shared/restartable-timer.ts';
import type { Log } from '../log/log.ts';
import { linesOf, noticesOf, type Edit } from './edited-settings.ts';
import type { WritableFileState } from './settings-file-state.ts';

export interface FollowOptions {
  world: Clock;
  log: Log;
  file: WritableFileState;
  /** Reads the file and compares it with what is in force. Not called between `take` and `started`. */
  judge: () => Edit;
  /** Opens the kiosk again with the file. `started` follows. */
  take: (names: readonly string[]) => void;
}

export interface SettingsFollower {
  /** A kiosk has started with the file as it is, and has written its mistakes to the log. */
  started: (names: readonly string[]) => void;
  fileChanged: () => void;
  viewed: (view: View) => void;
  stop: () => void;
}

/** The kiosk must have been at rest for so long. */
const REST_MS = 2_000;
const SAME: Edit = { kind: 'same' };

export function followSettings({ world, log, file, judge, take }: FollowOptions): SettingsFollower {
  const rest = createRestartableTimer(world);
  let edit = SAME;
  let isResting = false;
  let isTaking = false;
  let isMissed = false;
  let isStopped = false;

  function note(next: Edit): void {
    edit = next;
    file.set(noticesOf(edit));
    plan();
  }

  function report(next: Edit): void {
    const isNews = next.kind !== 'same' || edit.kind !== 'same';
    for (const { level, text } of isNews ? linesOf(next) : []) log[level](text);
    note(next);
  }

  function plan(): void {
    if (edit.kind === 'ready' && isResting && !isTaking && !isStopped) {
      rest.startIfIdle(REST_MS, takeNow);
    } else rest.cancel();
  }

  function takeNow(): void {
    // The file may have changed again since.
    const now = judge();
    if (now.kind !== 'ready') {
      report(now);
      return;
    }
    isTaking = true;
    take(now.names);
  }

  function fileChanged(): void {
    if (isTaking) isMissed = true;
    else if (!isStopped) report(judge());
  }

  return {
    started(names) {
      isTaking = false;
      const now = judge();
      // Without settings, the kiosk is out of service and waits for the next change of the file.
      note(now.kind === 'ready' && now.names.length === 0 ? SAME : now);
      if (names.length > 0 && edit.kind === 'same') {
        log.info(`the changed settings are in force: ${names.join(', ')}`);
      }
      if (isMissed) {
        isMissed = false;
        fileChanged();
      }
    },
    fileChanged,
    viewed(view) {
      isResting = isAtRest(view);
      plan();
    },
    stop() {
      isStopped = true;
      rest.cancel();
    },
  };
}

/** True if no customer and no staff are there, and no queue is being sent. */
function isAtRest({ screen, drain }: View): boolean {
  return screen.kind === 'outOfService' || (screen.kind === 'idle' && drain === null);
}
