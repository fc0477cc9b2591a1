/** Delays the shutdown of the kiosk during a payment, until the customer could read the result. */
import { createRestartableTimer } from '../../shared/restartable-timer.ts';
import { phaseOf, type Machine, type Phase } from '../session/state.ts';
import { isSeen } from '../session/timers.ts';
import type { World } from '../world/world.ts';

export interface ShutdownGrace {
  /** Call it at every change of the session. */
  changed(machine: Machine): void;
  /** Resolves when the customer had time to read the result, or if no page has shown it for ten seconds. */
  isRead(machine: Machine): Promise<void>;
}

const READ_MS = 5_000;
/** A page that works draws a result at once, so ten seconds without a drawing mean that there is no page. */
const UNSEEN_MS = 10_000;

export function createShutdownGrace(world: Pick<World, 'after'>): ShutdownGrace {
  let changed: ShutdownGrace['changed'] = () => undefined;
  return {
    changed: (machine) => changed(machine),
    isRead: (machine) =>
      new Promise((resolve) => {
        let progress = progressOf(machine);
        const deadline = createRestartableTimer(world);
        const wait = (): void => {
          if (progress === 'none') end();
          else deadline.restart(progress === 'seen' ? READ_MS : UNSEEN_MS, end);
        };
        const end = (): void => {
          deadline.cancel();
          changed = () => undefined;
          resolve();
        };
        changed = (next) => {
          if (progressOf(next) === progress) return;
          progress = progressOf(next);
          wait();
        };
        wait();
      }),
  };
}

/** True if a customer still waits to see the result of a payment. */
export function owesResult(machine: Machine): boolean {
  return ['paying', 'unseen'].includes(progressOf(machine));
}

/** The progress of the payment on the screen. `none` if there is no payment. */
type Progress = 'paying' | 'unseen' | 'seen' | 'none';

function progressOf(machine: Machine): Progress {
  return PROGRESS[phaseOf(machine)](machine);
}

const none = (): Progress => 'none';

const PROGRESS: Record<Phase, (machine: Machine) => Progress> = {
  closed: none,
  idle: none,
  attended: none,
  paying: () => 'paying',
  result: (machine) => (isSeen(machine) ? 'seen' : 'unseen'),
  problem: none,
  staff: none,
};
