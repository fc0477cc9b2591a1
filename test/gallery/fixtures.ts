/** One view for each screen and state. A kind of screen, overlay, sheet or notice without a fixture does not compile. */
import type { Screen } from '../../src/shared/contract.ts';
import { AMOUNT } from './fixtures/amount.ts';
import { BALANCE } from './fixtures/balance.ts';
import { CARD_PROBLEM } from './fixtures/card-problem.ts';
import { CONFIRM } from './fixtures/confirm.ts';
import { IDENTIFYING } from './fixtures/identifying.ts';
import { IDLE } from './fixtures/idle.ts';
import { LOOK_UP_PROBLEM } from './fixtures/look-up-problem.ts';
import { NOT_COMPLETED } from './fixtures/not-completed.ts';
import { NOT_PAID } from './fixtures/not-paid.ts';
import { NOTICES } from './fixtures/notices.ts';
import { OUT_OF_SERVICE } from './fixtures/out-of-service.ts';
import { OVERLAYS } from './fixtures/overlays.ts';
import { PAID } from './fixtures/paid.ts';
import { PAYING } from './fixtures/paying.ts';
import { SHEETS } from './fixtures/sheets.ts';
import { STAFF_READERS } from './fixtures/staff-readers.ts';
import { STAFF_SIGN_IN } from './fixtures/staff-sign-in.ts';
import { STARTING } from './fixtures/starting.ts';
import type { Fixture, FixturesOf } from './fixtures/fixture.ts';

export { GALLERY_NOW, type Fixture } from './fixtures/fixture.ts';

const SCREENS: { readonly [Kind in Screen['kind']]: FixturesOf<Kind> } = {
  starting: STARTING,
  idle: IDLE,
  identifying: IDENTIFYING,
  cardProblem: CARD_PROBLEM,
  lookUpProblem: LOOK_UP_PROBLEM,
  balance: BALANCE,
  amount: AMOUNT,
  confirm: CONFIRM,
  paying: PAYING,
  paid: PAID,
  notPaid: NOT_PAID,
  notCompleted: NOT_COMPLETED,
  outOfService: OUT_OF_SERVICE,
  staffSignIn: STAFF_SIGN_IN,
  staffReaders: STAFF_READERS,
};

export const FIXTURES: readonly Fixture[] = [
  ...Object.values<readonly Fixture[]>(SCREENS).flat(),
  ...Object.values<readonly Fixture[]>(OVERLAYS).flat(),
  ...Object.values<readonly Fixture[]>(SHEETS).flat(),
  ...Object.values<readonly Fixture[]>(NOTICES).flat(),
];
