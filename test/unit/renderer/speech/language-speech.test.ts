import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../../src/shared/contract.ts';
import { languageNameIn, languageSpeech } from '../../../../src/renderer/speech/language-speech.ts';
import { spokenLabel } from '../../../../src/renderer/speech/spoken-actions.ts';
import { sideAction } from '../../../../src/renderer/presentation/presentation.ts';
import { setLanguage } from '../../../../src/renderer/messages/i18n.svelte.ts';

describe('a language', () => {
  it('is named by its own voice', () => {
    expect(languageSpeech('ar', 'en', () => true)).toEqual({ text: 'العربية', language: 'ar' });
  });

  it('is named in the language that speaks if it has no voice', () => {
    const speech = languageSpeech('ar', 'de', (language) => language === 'de');
    expect(speech).toEqual({ text: 'Arabisch', language: 'de' });
  });

  it.each(LANGUAGES)('has a name of its own for every other language: %s', (speaking) => {
    const names = LANGUAGES.map((named) => languageNameIn(speaking, named));
    expect(new Set(names).size).toBe(LANGUAGES.length);
    for (const name of names) expect(name).toMatch(/^\p{L}{4,}$/u);
  });

  it('is named in the language that speaks in a list of choices', () => {
    setLanguage('en');
    const choice = sideAction('Nederlands', { kind: 'chooseLanguage', language: 'nl' });
    expect(spokenLabel(choice, { isPrivate: true })).toBe('Dutch');
  });
});
