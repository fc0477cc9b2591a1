/** Formats one amount in advance, because the first amount in a language takes as long as the rest of a balance screen. */
import type { View } from '../../shared/contract.ts';
import { cents } from '../../shared/money.ts';
import { moneyText } from './money.ts';

/** Call once, in a component's setup. */
export function warmUpMoneyFormat(view: () => View | null): void {
  const language = $derived(view()?.language);
  const currency = $derived(view()?.currency);
  const minorDigits = $derived(view()?.minorDigits);
  $effect(() => {
    if (language === undefined || currency === undefined || minorDigits === undefined) {
      return;
    }
    const format = { language, currency, minorDigits };
    const waiting = requestIdleCallback(() => moneyText(cents(0), format));
    return () => cancelIdleCallback(waiting);
  });
}
