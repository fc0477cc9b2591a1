import { describe, expect, it } from 'vitest';
import { LANGUAGES, type View } from '../../../../src/shared/contract.ts';
import { cents } from '../../../../src/shared/money.ts';
import { setLanguage } from '../../../../src/renderer/messages/i18n.svelte.ts';
import { farewellTo, type Farewell } from '../../../../src/renderer/speech/farewell.ts';
import { aView, STANDARD } from '../../../builders/view.ts';

const LISTENS = { ...STANDARD, isSpeaking: true, volume: 3 };

const AT_THE_END = aView({
  screenId: 7,
  language: 'nl',
  adjustments: LISTENS,
  screen: { kind: 'notCompleted', amountInCents: cents(12_50), reference: 'K7-43', isArmed: true },
});
const CLOSED: View['screen'] = {
  kind: 'outOfService',
  reason: 'tokenRefused',
  shops: [],
  fileName: null,
};
const CLEARED = aView({ screenId: 8 });

function farewell(view: View = AT_THE_END): Farewell {
  setLanguage(view.language);
  return farewellTo(view);
}

describe('the last words of a session', () => {
  it('are said in its language and as loud as it was, though the next one has begun', () => {
    const { words, how } = farewell();
    setLanguage('en');
    expect(words).toBe('Bedankt. Het scherm is leeg.');
    expect(how).toEqual({ language: 'nl', volume: 3 });
  });

  it.each(LANGUAGES)('tell no figure and nothing of the card, in %s', (language) => {
    const { words } = farewell({ ...AT_THE_END, language });
    expect(words).toMatch(/^[^\d€]+\. [^\d€]+\.$/);
  });

  it('are due when the screen waits for the next customer, or serves nobody', () => {
    const { isDue } = farewell();
    expect(isDue(CLEARED)).toBe(true);
    expect(isDue(aView({ screenId: 8, screen: CLOSED }))).toBe(true);
  });

  it('are not due where speech was only switched off, nor where the next customer is there', () => {
    const { isDue } = farewell();
    expect(isDue({ ...AT_THE_END, adjustments: STANDARD })).toBe(false);
    expect(isDue(aView({ screenId: 8, screen: { kind: 'identifying' } }))).toBe(false);
  });

  it('are not due to whoever listened before there was a session', () => {
    const { isDue } = farewell(aView({ screenId: 8, adjustments: LISTENS }));
    expect(isDue(CLEARED)).toBe(false);
  });
});
