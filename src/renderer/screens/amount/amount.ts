/** The customer types the amount to pay, or chooses one of the shop's quick amounts. */
import type { View } from '../../../shared/contract.ts';
import type { Cents } from '../../../shared/money.ts';
import { m } from '../../messages/generated/messages.js';
import { cardOf } from '../../presentation/card-place.ts';
import type { Medium } from '../../presentation/medium.ts';
import {
  mainAction,
  privateLine,
  sideAction,
  type Action,
  type ScreenPresentation,
} from '../../presentation/presentation.ts';
import type { Screens } from '../../presentation/screen-props.ts';
import { columnsFor } from './quick-columns.ts';

type AmountScreen = Screens['amount'];

export interface QuickAmount {
  amountInCents: Cents;
  isChosen: boolean;
  /** Why the customer cannot choose this amount. Null if they can. */
  note: string | null;
  choose: Action;
}

export const amount = {
  exits: ['stop', 'back'],
  sound: null,
  isAtRest: false,
  isUnderWay: true,
  isResult: false,
  cardPlace: cardOf,
  content({ screen, view, medium }) {
    const heading = m.amount_heading();
    const problem = problemText(screen, medium);
    const limit = m.amount_limit({ amount: medium.money(screen.limitInCents) });
    const next = mainAction(
      m.amount_continue(),
      { kind: 'review', screenId: view.screenId },
      { isEnabled: screen.canContinue, isAnnounced: screen.canContinue },
    );
    const quick = quickAmounts(screen, view, medium);
    return {
      heading,
      problem,
      limit,
      next,
      lines: [
        privateLine(heading, m.say_private()),
        privateLine(medium.money(screen.amountInCents)),
        privateLine(problem ?? limit),
      ],
      quick,
      actions: [next, ...quick.map(({ choose }) => choose)],
      keypad: { label: m.amount_keypad(), isSecret: false },
    };
  },
} satisfies ScreenPresentation<'amount'>;

function problemText({ problem, limitInCents }: AmountScreen, medium: Medium): string | null {
  const limit = medium.money(limitInCents);
  switch (problem) {
    case null:
      return null;
    case 'overBalance':
      return m.amount_over_balance({ amount: limit });
    case 'overMaximum':
      return m.amount_over_maximum({ amount: limit });
    case 'overOfflineCap':
      return m.amount_over_offline({ amount: limit });
  }
}

/** The voice lists the amounts of the first row only, which is always visible. With large text it lists none. */
function quickAmounts(
  { amountInCents: typed, quickAmountsInCents: quick }: AmountScreen,
  { screenId, adjustments: { isLarge } }: View,
  medium: Medium,
): QuickAmount[] {
  const announcedCount = isLarge ? 0 : columnsFor(quick.length);
  return quick.map(({ amountInCents, isEnough }, index) => {
    const money = medium.money(amountInCents);
    const note = isEnough ? null : m.amount_not_enough();
    const choose = sideAction(
      note === null ? money : `${money}, ${note}`,
      { kind: 'chooseAmount', amountInCents, screenId },
      { isPrivate: true, isEnabled: isEnough, isAnnounced: index < announcedCount },
    );
    return { amountInCents, isChosen: amountInCents === typed, note, choose };
  });
}
