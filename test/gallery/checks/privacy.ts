/** Where others may hear it, the voice tells no balance and no amount. */
import type { View } from '../../../src/shared/contract.ts';
import { heard } from '../voice.ts';
import type { Check } from './check.ts';

export const privacy: Check = {
  name: 'privacy',
  appliesTo: ({ language, scene }) => language === 'en' && scene === undefined,
  isInFullRun: ({ look }) => look.name === 'portrait',
  async run(page, shown) {
    await shown.showAgain({ speech: 'withHeadphones', adjustments: { isSpeaking: true } });
    const said = (await page.evaluate(heard)).join(' ');
    return sums(shown.view).flatMap((sum) =>
      said.includes(sum) ? [`'${sum}' is said aloud`] : [],
    );
  },
};

/** As the voice says them in English: see speech/figures.ts. The limits of the shop are no secret. */
function sums({ screen }: View): string[] {
  const balance = screen.kind === 'balance' ? [screen.balance.availableInCents] : [];
  const secret = Object.entries(screen).flatMap(([key, value]: [string, unknown]) => {
    if (key.endsWith('InCents') && key !== 'limitInCents') return [value];
    return [];
  });
  return [...secret, ...balance]
    .filter((sum) => typeof sum === 'number')
    .map((sum) => Math.abs(sum))
    .filter((sum) => sum >= 100)
    .map((sum) => `${Math.trunc(sum / 100).toLocaleString('en-GB')} euro`);
}
