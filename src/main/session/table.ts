/**
 * What every state decides about every event. It is total: a new event or a new state
 * does not compile until each pair has been decided.
 */
import type { Row } from './decision.ts';
import { amount } from './rows/amount.ts';
import { balance } from './rows/balance.ts';
import { outOfService, starting } from './rows/closed.ts';
import { confirm } from './rows/confirm.ts';
import { identifying } from './rows/identifying.ts';
import { idle } from './rows/idle.ts';
import { paying } from './rows/paying.ts';
import { cardProblem, lookUpProblem } from './rows/problems.ts';
import { notCompleted, notPaid, paid } from './rows/results.ts';
import { staffReaders, staffSignIn } from './rows/staff.ts';
import type { StateKind } from './states.ts';

export type Table = { readonly [S in StateKind]: Row<S> };

export const table: Table = {
  starting,
  outOfService,
  idle,
  identifying,
  cardProblem,
  lookUpProblem,
  balance,
  amount,
  confirm,
  paying,
  paid,
  notPaid,
  notCompleted,
  staffSignIn,
  staffReaders,
};
