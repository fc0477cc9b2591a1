/** What can be touched on a screen, by the names that stand on it, the main act first. Pure. */
import type { View } from '../../shared/contract.ts';
import type { Cents } from '../../shared/money.ts';
import { inFirstRow } from '../presentation/quick-row.ts';
import { exitsOf } from '../presentation/exits.ts';
import { m } from '../messages/generated/messages.js';
import { withoutFigures } from './element-words.ts';
import { spokenMoney } from './figures.ts';
import type { Listening } from './listening.ts';
import { doorActs, lessonActs } from './staff-words.ts';

export function actsOn(view: View, { isPrivate }: Listening): string[] {
  const ways = exitsOf(view.screen.kind);
  return [
    ...screenActs(view, isPrivate),
    ...(ways.canStop ? [m.stop()] : []),
    ...(ways.canGoBack ? [m.back()] : []),
  ];
}

function screenActs(view: View, isPrivate: boolean): string[] {
  const { screen } = view;
  switch (screen.kind) {
    case 'starting':
    case 'outOfService':
    case 'identifying':
    case 'paying':
      return [];
    case 'idle':
      return demoActs(view, isPrivate);
    case 'staffSignIn':
      return doorActs(screen);
    case 'staffReaders':
      return lessonActs(screen.teaching);
    case 'cardProblem':
      return [m.again()];
    case 'lookUpProblem':
      return [m.try_again()];
    case 'balance':
      return [
        ...(screen.canSpend ? [m.balance_spend()] : []),
        ...(screen.history.kind === 'hidden' ? [m.history_show()] : []),
        ...(screen.history.kind === 'shown' ? [m.history_hide()] : []),
      ];
    case 'amount':
      return [
        ...(screen.canContinue ? [m.amount_continue()] : [m.amount_keypad()]),
        ...(isPrivate ? quickActs(view, screen.quickAmountsInCents) : []),
      ];
    case 'confirm':
      return [
        isPrivate
          ? m.confirm_act({ amount: spokenMoney(screen.amountInCents, view) })
          : m.say_pay(),
      ];
    case 'paid':
      return [m.done(), m.receipt_show()];
    case 'notPaid':
    case 'notCompleted':
      return [m.done()];
  }
}

/** Of the sandbox; what stands on a card may carry its balance. */
function demoActs({ isSandbox, demoCards }: View, isPrivate: boolean): string[] {
  if (!isSandbox || demoCards.length === 0) return [];
  return demoCards.map(({ label }) => (isPrivate ? label : withoutFigures(label)));
}

/** Those that stand there on every screen; where there is room for others, each is named when it is reached. */
function quickActs(
  view: View,
  amounts: readonly { amountInCents: Cents; isEnough: boolean }[],
): string[] {
  if (view.adjustments.isLarge) return [];
  return amounts.slice(0, inFirstRow(amounts.length)).map(({ amountInCents, isEnough }) => {
    const amount = spokenMoney(amountInCents, view);
    return isEnough ? amount : `${amount}, ${m.amount_not_enough()}`;
  });
}
