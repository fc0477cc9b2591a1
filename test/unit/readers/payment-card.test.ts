import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayBeSwipe, swipeProblem } from '../../../src/main/readers/payment-card.ts';

/** A number of this length whose check digit is right (ISO/IEC 7812-1, annex B). */
function numberOf(digits: readonly number[]): string {
  const sum = digits.toReversed().reduce((total, digit, at) => {
    const value = at % 2 === 0 ? digit * 2 : digit;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits.join('')}${(10 - (sum % 10)) % 10}`;
}

const aNumber = fc
  .tuple(fc.integer({ min: 2, max: 6 }), fc.array(fc.nat(9), { minLength: 11, maxLength: 17 }))
  .map(([first, rest]) => numberOf([first, ...rest]));
/** Year, month, service code and what the bank adds. */
const validity = fc
  .tuple(fc.integer({ min: 10, max: 99 }), fc.integer({ min: 1, max: 12 }), fc.nat(999_999))
  .map(([year, month, rest]) => `${year}${String(month).padStart(2, '0')}201${rest}`);

describe('the stripe of a bank card', () => {
  it('is recognised on each track, alone and together, with other data around it', () => {
    fc.assert(
      fc.property(aNumber, validity, (number, valid) => {
        const one = `%B${number}^DOE/JOHN^${valid}?`;
        const two = `;${number}=${valid}?`;
        const texts = [one, two, one + two, `${one} ${two}`, `${two}\r`, `X${two}`];
        expect(texts.filter((text) => swipeProblem(text) !== 'paymentCard')).toEqual([]);
      }),
    );
  });

  it('is recognised as other keyboards and readers send it', () => {
    const forms = [
      'B4111111111111111^DOE/JOHN^12102019010001',
      '%b4111111111111111^doe/john^12102019010001?',
      '%B4111111111111111&DOE/JOHN&12102019010001_',
      '%B3782 822463 10005^DOE/JOHN^12102019010001?',
      '4111111111111111=12102019010001',
      '4111111111111111D12102019010001',
      'ö4111111111111111´12102019010001_',
      '4111 1111 1111 1111',
      '3782 822463 10005',
    ];
    expect(forms.filter((text) => swipeProblem(text) !== 'paymentCard')).toEqual([]);
  });

  it('is recognised if the reader masks the middle of the number', () => {
    const forms = [
      '%*4266********9999^BUSH JR/GEORGE W.MR^0809********************?*;4266********9999=0809********?*',
      ';4266********9999=080910110000?*',
      '%B4111********1111^DOE/JOHN^1210*****?',
      'ö4266((((((((9999´0809((((((((_(',
      '%B************1111^DOE/JOHN^****?',
      ';5XXXXXXXXXXX7189=0804?',
      '%B5452000000007189^HOGAN/PAUL      ^08040000000000000000000?',
      ';5452000000007189=080400000000000000000?',
    ];
    expect(forms.filter((text) => swipeProblem(text) !== 'paymentCard')).toEqual([]);
  });

  it('is not seen in the codes of a shop', () => {
    const codes = [
      '4006381333931',
      '5901234123457',
      'B4006381333931',
      '6035710012345678',
      ';1234567?',
      'https://shop.example/k?i=4111111111111111',
      '0104006381333931211234567=1',
      '1234 5678 9012 3456',
      '04A1B2C3D4E5F6',
      'KD----0012',
      'HTTPS://SHOP.EXAMPLE/1234',
    ];
    expect(codes.filter((text) => swipeProblem(text) !== null)).toEqual([]);
  });
});

describe('a failed swipe', () => {
  it('is told from a code', () => {
    const texts = ['%E?', ';E?', '%E?;E?', '+E?', ';E?\r'];
    expect(texts.map(swipeProblem)).toEqual(texts.map(() => 'failedSwipe'));
    expect(swipeProblem('WHERE?')).toBeNull();
    expect(swipeProblem('a+E?')).toBeNull();
  });

  it('of one track does not hide the number on the other', () => {
    expect(swipeProblem('%E?;4111111111111111=12102019010001?')).toBe('paymentCard');
  });
});

describe('a report of an unknown device', () => {
  it('is kept from view if a masked stripe begins in it', () => {
    expect(mayBeSwipe(Buffer.from('%*4266****'), 0xff00)).toBe(true);
    expect(mayBeSwipe(Buffer.from('KD-0012345'), 0xff00)).toBe(false);
  });
});
