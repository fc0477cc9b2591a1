/** Every state of the session: the screen that it shows, and its decision about each event. */
import type { StateDefinition } from './decision.ts';
import type { StateKind } from './state.ts';
import { amount } from './states/amount.ts';
import { balance } from './states/balance.ts';
import { outOfService, starting } from './states/closed.ts';
import { confirm } from './states/confirm.ts';
import { identifying } from './states/identifying.ts';
import { idle } from './states/idle.ts';
import { paying } from './states/paying.ts';
import { cardProblem, lookUpProblem } from './states/problems.ts';
import { notCompleted, notPaid, paid } from './states/results.ts';
import { staffReaders, staffSignIn } from './states/staff.ts';

export type Table = { readonly [S in StateKind]: StateDefinition<S> };

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
