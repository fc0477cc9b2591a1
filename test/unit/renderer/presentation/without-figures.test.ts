import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../../src/shared/contract.ts';
import { cents } from '../../../../src/shared/money.ts';
import { moneyText } from '../../../../src/renderer/format/money.ts';
import { withoutFigures } from '../../../../src/renderer/presentation/without-figures.ts';

describe('a text without figures', () => {
  it('loses an amount and a card number, but not a single digit', () => {
    expect(withoutFigures('Pay €12.50')).toBe('Pay');
    expect(withoutFigures('Betaal € 12,50')).toBe('Betaal');
    expect(withoutFigures('7')).toBe('7');
    expect(withoutFigures('Hexadecimal 04A1B2C3D4E5F6 04917E3311AA80 Use this')).toBe(
      'Hexadecimal Use this',
    );
  });

  it.each(LANGUAGES)('loses the whole amount, as %s writes it', (language) => {
    for (const [currency, minorDigits] of [
      ...(['EUR', 'USD', 'CHF', 'AED', 'SEK'] as const).map((code) => [code, 2] as const),
      ...[['JPY', 0] as const, ['KWD', 3] as const],
    ]) {
      for (const amount of [5_00, 1_234_50, 99_999_999_99]) {
        const name = `A ${moneyText(cents(amount), { language, currency, minorDigits })} Z`;
        expect(withoutFigures(name)).toMatch(/^A \D*\bZ$/);
      }
    }
  });
});
