import { describe, expect, it } from 'vitest';
import type { Language } from '../../../../src/shared/contract.ts';
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
    expect(spokenMoney(cents(1_250), yen)).toBe('1,250 Japanese yen');
    const dinars = { language: 'en', currency: 'KWD', minorDigits: 3 } as const;
    expect(spokenMoney(cents(12_500), dinars)).toBe('12.500 Kuwaiti dinars');
    expect(spokenMoney(cents(12_000), dinars)).toBe('12 Kuwaiti dinars');
    expect(spokenMoney(cents(-5), dinars)).toBe('minus 0.005 Kuwaiti dinars');
  });
});
