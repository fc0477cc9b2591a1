/** What can be touched on a screen, by the names that stand on it, the main act first. Pure. */
import type { View } from '../../shared/contract.ts';
import { waysOut } from '../components/ways-out.ts';
import { m } from '../messages/generated/messages.js';
import { spokenMoney } from './figures.ts';

export function actsOn(view: View, { isPrivate }: { isPrivate: boolean }): string[] {
  const ways = waysOut(view.screen.kind);
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
    case 'idle':
    case 'identifying':
    case 'paying':
    case 'staffSignIn':
    case 'staffReaders':
      return [];
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
      return screen.canContinue ? [m.amount_continue()] : [m.amount_keypad()];
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
