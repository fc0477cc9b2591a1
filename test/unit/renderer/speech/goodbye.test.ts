import { describe, expect, it } from 'vitest';
import { LANGUAGES, type View } from '../../../../src/shared/contract.ts';
import { cents } from '../../../../src/shared/money.ts';
import { setLanguage } from '../../../../src/renderer/messages/i18n.svelte.ts';
import { goodbyeFor, type Goodbye } from '../../../../src/renderer/speech/goodbye.ts';
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

function goodbye(view: View = AT_THE_END): Goodbye {
  setLanguage(view.language);
  return goodbyeFor(view);
}

describe('the last words of a session', () => {
  it('are said in the language and at the volume of the session, even if the next session has begun', () => {
    const { text, voice } = goodbye();
    setLanguage('en');
    expect(text).toBe('Bedankt. Je gegevens staan niet meer op het scherm.');
    expect(voice).toEqual({ language: 'nl', volume: 3 });
  });

  it.each(LANGUAGES)('have no figure and nothing of the card, in %s', (language) => {
    const { text } = goodbye({ ...AT_THE_END, language });
    expect(text).toMatch(/^[^\d€]+\. [^\d€]+\.$/);
  });

  it('are spoken when the kiosk waits for the next customer or is out of service', () => {
    const { isDue } = goodbye();
    expect(isDue(CLEARED)).toBe(true);
    expect(isDue(aView({ screenId: 8, screen: CLOSED }))).toBe(true);
  });

  it('are not spoken if speech was only switched off or if the next customer is already there', () => {
    const { isDue } = goodbye();
    expect(isDue({ ...AT_THE_END, adjustments: STANDARD })).toBe(false);
    expect(isDue(aView({ screenId: 8, screen: { kind: 'identifying' } }))).toBe(false);
  });

  it('are not spoken before the first session', () => {
    const { isDue } = goodbye(aView({ screenId: 8, adjustments: LISTENS }));
    expect(isDue(CLEARED)).toBe(false);
  });
});
