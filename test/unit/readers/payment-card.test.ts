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

  it('is recognised on track 3, without an expiry date and with the numbers of Maestro', () => {
    const forms = [
      '+014111111111111111=724724100000000000030300XXXX040400099010=************************==1=0000000000000000?',
      ';014111111111111111=724724000000000000030300000004040009901=000000?',
      'ö014111111111111111´724724000000000000030300000004040009901',
      ';4111111111111111==201000000000?',
      ';4111111111111111==',
      ';4111111111111111=?',
      ';4111111111111111?',
      'ö4111111111111111_',
      ';4111111111111111=1210?',
      '%B500000000611^MAESTRO/X^1210201000?',
      '%B500000000611&MAESTRO-X&1210201000_',
    ];
    expect(forms.filter((text) => swipeProblem(text) !== 'paymentCard')).toEqual([]);
  });

  it('is recognised as the chip sends it, as bytes in hex and in JSON', () => {
    const forms = [
      '57134111111111111111D12102010000000000F',
      '9F6B134111111111111111D1210201000000000F',
      '701F57134111111111111111D12102010000000000F5F200A444F452F4A4F484E',
      '5A084111111111111111',
      '5A0841111111111111115F2403121031',
      '5A08 3782 8224 6310 005F',
      '3B343131313131313131313131313131313D313231303230313F',
      '{"id":"4111111111111111","exp":"1210201"}',
      '{"pan":4111111111111111}',
    ];
    expect(forms.filter((text) => swipeProblem(text) !== 'paymentCard')).toEqual([]);
  });

  it('is recognised if the reader is set to another keyboard than the machine', () => {
    const forms = [
      "5B'&&&&&&&&&&&&&&&6DOE!JOHN6&é&àéà&çà&ààà&§m'&&&&&&&&&&&&&&&=&é&àéà&çà&ààà&§",
      "m'&&&&&&&&&&&&&&&=&é&àéà&çà&ààà&§",
      "M'&&&&&&&&&&&&&&&=&É&ÀÉÀ&ÇÀ&ÀÀÀ&§",
      '5B((àààà(((((((((ç6DOE!JOHN6&é&àéà&çà&ààà&§',
      'é4111111111111111ó121ö2ö19ö1ööö1_',
      '%B55öööö5555555559/DOE-JOHN/121ö2ö19ö1ööö1_',
      '5Břřééééřřřřřřřřří6DOE-JOHN6+ě+éěé+íé+ééé+_',
      '5Bťťééééťťťťťťťťťí6DOE-JOHN6+ľ+éľé+íé+ééé+_',
      ':$!!!!!!!!!!!!!!!=!@!)@)!)))))<',
      '"B$!!!!!!!!!!!!!!![DOE>JOHN[!@!)@)!)))))<',
      "m'é--88888888çççç=à_àç88888888§8",
    ];
    expect(forms.filter((text) => swipeProblem(text) !== 'paymentCard')).toEqual([]);
  });

  it('is recognised in the digits of other scripts and in full width', () => {
    const track = ';4111111111111111=12102019010001?';
    const inScript = (zero: number): string =>
      track.replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit)));
    const scripts = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10, 0x1d7ce, 0x1d7e2].map(inScript);
    const wide = track.replace(/[!-~]/g, (sign) =>
      String.fromCharCode(sign.charCodeAt(0) + 0xfee0),
    );
    const forms = [
      ...scripts,
      wide,
      '\u06a9۴۱۱۱۱۱۱۱۱۱۱۱۱۱۱۱=۱۲۱۰۲۰۱۹۰۱۰۰۰۱؟',
      '۴۱۱۱ ۱۱۱۱ ۱۱۱۱ ۱۱۱۱',
    ];
    expect(forms.filter((text) => swipeProblem(text) !== 'paymentCard')).toEqual([]);
  });

  it('is recognised by the number in the groups in which cards have it', () => {
    const forms = [
      '3056 930902 5904',
      '3056-9309-0259-04',
      '6759 6498 2643 8453',
      '6222 0212 3456 7890 128',
      '4111.1111.1111.1111',
      '4111\u00a01111\u00a01111\u00a01111',
    ];
    expect(forms.filter((text) => swipeProblem(text) !== 'paymentCard')).toEqual([]);
  });

  it('is recognised on a keyboard that has another letter for the B of track 1', () => {
    const forms = [
      '%X4111111111111111^HRNzWRJB^12102019010001Z',
      '%И4111111111111111:ВЩУ.ОЩРТ:12102019010001,',
      '%Β4111111111111111^ΔΟΕ/ΞΟΗΝ^12102019010001?',
    ];
    expect(forms.filter((text) => swipeProblem(text) !== 'paymentCard')).toEqual([]);
  });

  it('is recognised by its date or its name, as software writes them', () => {
    const forms = [
      ...['|12|2026', ',12/26', ' 12/26', ';1226', '/1226', ' 1226 123', ', 2026-12', '-2612'].map(
        (date) => `4111111111111111${date}`,
      ),
      '4111 1111 1111 1111 12/26',
      'PAN:4111111111111111',
      'PAN = 4111 1111 1111 1111',
      'pan=4111111111111111&exp=1226',
      '<card><pan>4111111111111111</pan></card>',
      '{"cardNumber":"4111111111111111","expiryMonth":"12"}',
      '{"PAN":"4111 1111 1111 1111"}',
      "{'pan':'4111111111111111'}",
    ];
    expect(forms.filter((text) => swipeProblem(text) !== 'paymentCard')).toEqual([]);
  });

  it('is recognised with other signs between groups and bytes, also if it is hidden', () => {
    const forms = [
      ...['_', '/', ',', '  ', '\u2011', ' - '.slice(0, 2)].map((sign) =>
        ['4111', '1111', '1111', '1111'].join(sign),
      ),
      '4111 11** **** 1111',
      '4111-11XX-XXXX-1111',
      '**** **** **** 1111',
      '5A:08:41:11:11:11:11:11:11:11',
      '5A-08-41-11-11-11-11-11-11-11',
    ];
    expect(forms.filter((text) => swipeProblem(text) !== 'paymentCard')).toEqual([]);
  });

  it('is not seen in the stripe of a card of a shop', () => {
    const codes = [
      ';6000123456789013=4912120000?',
      '%B6006491234567890^GIFT/CARD^4912?',
      ';636000123456789=120119700101?',
      '%CADALLAS^DOE$JOHN^123 MAIN^?;636014012345678=190119700101?',
      ';9000123456789012=4912101?',
      ';6035710123456789012?',
      ';7088101234567890=2512?',
      'ticket B1234567890123^5',
      'B4006381333931X',
      '123456789012-2612345',
      'ORD 400638133393-1001123',
    ];
    expect(codes.filter((text) => swipeProblem(text) !== null)).toEqual([]);
    const dated = Array.from(
      { length: 1000 },
      (_, at) => `9${String(at * 7919).padStart(11, '0')}`,
    );
    expect(dated.filter((number) => swipeProblem(`${number}-2301001`) !== null)).toEqual([]);
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
      '4006381333931-1226',
      '4012345678901/2612',
      '1234 5678 9012 3456 12/26',
      'A1234567890123:NAME:2612',
      'card-****-1234',
      '6f1c4111-5a08-4111-8111-111111111111',
      'SPAN:4111111111111111',
      '{"member":"4111111111111111","expires":"never"}',
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

  it('is told from a code on a keyboard of another language', () => {
    const texts = ['%E_öE_', '%E_òE_', '%E:şE:', '5E§mE§', '%e_öe_', '%E_', 'mE§', 'öE_\r'];
    expect(texts.map(swipeProblem)).toEqual(texts.map(() => 'failedSwipe'));
    const codes = ['5E', 'E-', '-E1-', '15E-', 'mE', 'AE_', '%EA_', '12-E-', 'ÖE'];
    expect(codes.filter((text) => swipeProblem(text) !== null)).toEqual([]);
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
