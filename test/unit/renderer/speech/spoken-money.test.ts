import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../../../src/shared/contract.ts';
import { cents } from '../../../../src/shared/money.ts';
import { setLanguage } from '../../../../src/renderer/messages/i18n.svelte.ts';
import { spokenMoney } from '../../../../src/renderer/speech/spoken-money.ts';

describe('money', () => {
  const euros = (amount: number, language: Language = 'en'): string => {
    setLanguage(language);
    return spokenMoney(cents(amount), { language, currency: 'EUR', minorDigits: 2 });
  };

  it('is said as people say it', () => {
    expect(euros(50_00)).toBe('50 euros');
    expect(euros(12_50)).toBe('12 euros and 50 cents');
    expect(euros(1_01)).toBe('1 euro and 1 cent');
    expect(euros(5)).toBe('5 cents');
    expect(euros(0)).toBe('0 euros');
    expect(euros(-12_35)).toBe('minus 12 euros and 35 cents');
    expect(euros(12_50, 'nl')).toBe('12 euro en 50 cent');
    expect(euros(12_50, 'es')).toBe('12 euros con 50 céntimos');
  });

  it('has no separator of thousands, which a voice may read as the end of a number', () => {
    for (const language of LANGUAGES) expect(euros(1_234_00, language)).toMatch(/^1234 /);
    expect(euros(123_456, 'en')).toBe('1234 euros and 56 cents');
  });

  it('has no digit for one and two in Arabic', () => {
    expect(euros(1_00, 'ar')).toBe('يورو واحد');
    expect(euros(2_00, 'ar')).toBe('يوروان');
    expect(euros(3_00, 'ar')).toBe('3 يورو');
  });

  it('names the cents of a dollar as the language does', () => {
    const dollars = (language: Language): string => {
      setLanguage(language);
      return spokenMoney(cents(12_50), { language, currency: 'USD', minorDigits: 2 });
    };
    expect(dollars('en')).toBe('12 US dollars and 50 cents');
    expect(dollars('fr')).toMatch(/ et 50 cents$/);
    expect(dollars('es')).toMatch(/ con 50 centavos$/);
  });

  it('is joined by the word of the language where the small coin has no name', () => {
    const pounds = (language: Language): string => {
      setLanguage(language);
      return spokenMoney(cents(12_50), { language, currency: 'GBP', minorDigits: 2 });
    };
    expect(pounds('es')).toMatch(/ con 50$/);
    expect(pounds('ar').replaceAll(/[\u2068\u2069]/g, '')).toMatch(/ و50$/);
  });

  it('is said without the word cents in a currency that has none', () => {
    setLanguage('en');
    const pounds = (amount: number): string =>
      spokenMoney(cents(amount), { language: 'en', currency: 'GBP', minorDigits: 2 });
    expect(pounds(12_50)).toBe('12 British pounds 50');
    expect(pounds(12_00)).toBe('12 British pounds');
    expect(pounds(12_05)).toBe('12.05 British pounds');
    expect(pounds(50)).toBe('0.50 British pounds');
    expect(pounds(0)).toBe('0 British pounds');
    expect(pounds(-12_50)).toBe('minus 12 British pounds 50');
  });

  it('is said with the decimals that the owner states', () => {
    setLanguage('en');
    const yen = { language: 'en', currency: 'JPY', minorDigits: 0 } as const;
    expect(spokenMoney(cents(1_250), yen)).toBe('1250 Japanese yen');
    const dinars = { language: 'en', currency: 'KWD', minorDigits: 3 } as const;
    expect(spokenMoney(cents(12_500), dinars)).toBe('12.500 Kuwaiti dinars');
    expect(spokenMoney(cents(12_000), dinars)).toBe('12 Kuwaiti dinars');
    expect(spokenMoney(cents(-5), dinars)).toBe('minus 0.005 Kuwaiti dinars');
  });
});
