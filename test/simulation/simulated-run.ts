/** The parts of one run, for the checks. Data only. */
import type { Account } from './account.ts';
import type { Network } from './network.ts';
import type { People } from './people.ts';
import type { Plan } from './plan.ts';
import type { Scheduler } from './scheduler.ts';
import type { Terminal } from './terminal.ts';

export interface HeldOperation {
  kind: string;
  reason: string;
}

export interface Run {
  plan: Plan;
  scheduler: Scheduler;
  account: Account;
  network: Network;
  people: People;
  terminals: readonly Terminal[];
  isFaultFree: boolean;
  fail: (what: string) => void;
  trace: (line: string) => void;
}
