/** Holds the end of the kiosk up while somebody pays, until they could see and read what came of it. */
import { createRestartableTimer } from '../../shared/restartable-timer.ts';
import type { Machine } from '../session/state.ts';
import { isSeen } from '../session/timers.ts';
import type { World } from '../world/world.ts';

export interface ShutdownGrace {
  /** To be told of every change of the session. */
  changed(machine: Machine): void;
  /** Resolves when what came of the payment was there to be read, or no page has shown it for ten seconds. */
  isRead(machine: Machine): Promise<void>;
}

const READ_MS = 5_000;
/** A page that is there draws it at once. */
const UNSEEN_MS = 10_000;

export function createShutdownGrace(world: Pick<World, 'after'>): ShutdownGrace {
  let changed: ShutdownGrace['changed'] = () => undefined;
  return {
    changed: (machine) => changed(machine),
    isRead: (machine) =>
      new Promise((resolve) => {
        let phase = phaseOf(machine);
        const deadline = createRestartableTimer(world);
        const wait = (): void => {
          if (phase === 'none') end();
          else deadline.restart(phase === 'seen' ? READ_MS : UNSEEN_MS, end);
        };
        const end = (): void => {
          deadline.cancel();
          changed = () => undefined;
          resolve();
        };
        changed = (next) => {
          if (phaseOf(next) === phase) return;
          phase = phaseOf(next);
          wait();
        };
        wait();
      }),
  };
}

/** Whether somebody still has to be told of a payment. */
export function owesResult(machine: Machine): boolean {
  return ['paying', 'unseen'].includes(phaseOf(machine));
}

type Phase = 'paying' | 'unseen' | 'seen' | 'none';

function phaseOf(machine: Machine): Phase {
  const { kind } = machine.state;
  if (kind === 'paying') return 'paying';
  if (kind !== 'paid' && kind !== 'notPaid' && kind !== 'notCompleted') return 'none';
  return isSeen(machine) ? 'seen' : 'unseen';
}
