import { describe, expect, it } from 'vitest';
import { LANGUAGES, type View } from '../../../../src/shared/contract.ts';
import { cents } from '../../../../src/shared/money.ts';
import { epochMs } from '../../../../src/shared/time.ts';
import { setLanguage } from '../../../../src/renderer/messages/i18n.svelte.ts';
import { goodbyeFor, type Goodbye } from '../../../../src/renderer/speech/goodbye.ts';
import { aView, STANDARD } from '../../../builders/view.ts';

const LISTENS = { ...STANDARD, isSpeaking: true, volume: 3 };

const AT_THE_END = aView({
  screenId: 7,
  language: 'nl',
  adjustments: LISTENS,
  screen: {
    kind: 'notCompleted',
    card: { name: 'Krabby Membership', endsIn: 'skjf' },
    amountInCents: cents(12_50),
    endedAt: epochMs(1_700_000_002_000),
    reference: 'K7-43',
    isReceiptShown: false,
    paper: { kind: 'none' },
    isArmed: true,
  },
});
const CLOSED: View['screen'] = {
  kind: 'outOfService',
  reason: 'tokenRefused',
  shops: [],
  fileName: null,
  place: null,
};
const CLEARED = aView({ screenId: 8 });
const NEXT = aView({ screenId: 8, screen: { kind: 'identifying' } });
const STAFF = aView({
  screenId: 9,
  screen: {
    kind: 'staffSignIn',
    access: 'pin',
    demoPin: null,
    digitCount: 0,
    isChecking: false,
    problem: null,
    lockedSeconds: 0,
  },
});

function goodbye(view: View = AT_THE_END): Goodbye {
  setLanguage(view.language);
  return goodbyeFor(view);
}

describe('the last words of a session', () => {
  it('are said in the language and at the volume of the session, even if the next session has begun', () => {
    const { textFor, voice } = goodbye();
    setLanguage('en');
    expect(textFor(CLEARED)).toBe('Bedankt. Je gegevens staan niet meer op het scherm.');
    expect(voice).toEqual({ language: 'nl', volume: 3 });
  });

  it.each(LANGUAGES)('have no figure and nothing of the card, in %s', (language) => {
    const { textFor } = goodbye({ ...AT_THE_END, language });
    for (const after of [CLEARED, NEXT, STAFF, AT_THE_END]) {
      expect(textFor(after)).toMatch(/^[^\d€]+\.$/);
    }
  });

  it('are the same when the kiosk waits for the next customer or is out of service', () => {
    const { textFor } = goodbye();
    expect(textFor(CLEARED)).toMatch(/^Bedankt/);
    expect(textFor(aView({ screenId: 8, screen: CLOSED }))).toMatch(/^Bedankt/);
  });
});

describe('the voice that goes', () => {
  const inEnglish = { ...AT_THE_END, language: 'en' } as const;

  it('says that it was switched off, on any screen', () => {
    expect(goodbye(inEnglish).textFor({ ...inEnglish, adjustments: STANDARD })).toBe(
      'Reading aloud is off.',
    );
    const idle = aView({ screenId: 8, adjustments: LISTENS });
    expect(goodbye(idle).textFor(CLEARED)).toBe('Reading aloud is off.');
    expect(goodbye(STAFF).textFor({ ...STAFF, adjustments: STANDARD })).toBe(
      'Reading aloud is off.',
    );
  });

  it('says that another card is in use', () => {
    expect(goodbye(inEnglish).textFor(NEXT)).toBe(
      'A different card is in use now. Reading aloud is off.',
    );
  });

  it('says that staff have opened their area', () => {
    const idle = aView({ screenId: 8, adjustments: LISTENS });
    for (const before of [inEnglish, idle]) {
      expect(goodbye(before).textFor(STAFF)).toBe(
        'Staff have opened their area. Reading aloud is off.',
      );
    }
  });
});
