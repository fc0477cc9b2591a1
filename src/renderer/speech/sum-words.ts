/** The names of buttons that bear a sum, as people say it. Reads the page and changes nothing. */
import type { View } from '../../shared/contract.ts';
import { m } from '../messages/generated/messages.js';
import { spokenMoney } from './figures.ts';

/** Null for a button without one. */
export function nameWithSum(element: Element, view: View): string | null {
  const { screen } = view;
  if (screen.kind === 'confirm' && element.matches('.main-act')) {
    return m.confirm_act({ amount: spokenMoney(screen.amountInCents, view) });
  }
  if (screen.kind !== 'amount') return null;
  const written = element.getAttribute('data-cents');
  const quick = screen.quickAmountsInCents.find((each) => String(each.amountInCents) === written);
  return quick === undefined ? null : spokenMoney(quick.amountInCents, view);
}
