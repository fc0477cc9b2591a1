/** The first figure in a language takes the page as long as all the rest of a balance: it is made while nobody waits. */
import type { View } from '../../shared/contract.ts';
import { cents } from '../../shared/money.ts';
import { moneyText } from './money.ts';

/** To be called once, in a component's setup. */
export function prepareFigures(view: () => View | null): void {
  const language = $derived(view()?.language);
  const currency = $derived(view()?.currency);
  $effect(() => {
    if (language === undefined || currency === undefined) return;
    const format = { language, currency };
    const waiting = requestIdleCallback(() => moneyText(cents(0), format));
    return () => cancelIdleCallback(waiting);
  });
}
