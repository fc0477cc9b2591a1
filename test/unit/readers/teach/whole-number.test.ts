/** Every byte that may belong to a number is in the proposal, or the reader is refused. */
import { describe, expect, it } from 'vitest';
import { decodeNfcHid } from '../../../../src/main/readers/decode/nfc-hid.ts';
import type { Taught } from '../../../../src/main/readers/teach/teach.ts';
import { fromHex, taughtBy, taughtHex } from './lab-reader.ts';

describe('a reader without report ids', () => {
  it('is refused if the customer code of a five-byte number may be a report id', () => {
    expect(taughtHex('0C55840E93000000', '0C55911234000000')).toEqual(['unclear']);
    expect(taughtHex('0C55840E93', '0C55911234')).toEqual(['unclear']);
    expect(taughtHex('0C55840E93', '0C55911234', '0A11223344')).toEqual(['unclear']);
    expect(taughtHex('070055840E93000000', '070055911234000000')).toEqual(['unclear']);
    // Almost all readers use the lowest ids.
    expect(taughtHex('0155840E93000000', '0155911234000000')).toEqual(['55840E93', '55911234']);
  });
});

describe('two cards that begin or end alike', () => {
  it.each([
    ['ICODE, first byte first', '01', 'E004010012345678', 'E0040100AABBCCDD', ''],
    ['ICODE SLIX', '01', 'E004015012345678', 'E0040150AABBCCDD', ''],
    ['ICODE, last byte first', '01', '78563412000104E0', 'DDCCBBAA000104E0', ''],
    ['ICODE in a long report', '01', 'E004010012345678', 'E0040100AABBCCDD', '00'.repeat(55)],
    ['ICODE without a report id', '', '05563412000104E0', '05CCBBAA000104E0', ''],
    ['NXP, seven bytes', '01', '04A1B212345678', '04A1B2AABBCCDD', ''],
    ['NXP, seven bytes, in a long report', '01', '04A1B212345680', '04A1B2AABBCC80', '0000000000'],
    ['TI, seven bytes', '01', '07A1B212345678', '07A1B2AABBCCDD', ''],
    ['Infineon, last byte first', '01', '12345678B2A105', 'AABBCCDDB2A105', '000000'],
    ['FeliCa, as long as the report', '01', '012E4C1212345678', '012E4C12AABBCCDD', ''],
    ['ten bytes of NXP', '01', '04A1B2C3D4E512345678', '04A1B2C3D4E5AABBCCDD', '0000'],
    ['four bytes of one batch', '01', '11223344', '11223399', '0000000000'],
  ])('are read whole: %s', (...[, head, first, second, tail]) => {
    const codes = taughtHex(head + first + tail, head + second + tail);
    expect(codes).toEqual([first, second]);
  });

  it('are refused if the bytes before them may belong to the number or to the report', () => {
    expect(taughtHex('0152C31234567800', '0152C3AABBCCDD00')).toEqual(['unclear']);
    expect(taughtHex('01015A0012345678000000', '01015A00AABBCCDD000000')).toEqual(['unclear']);
  });

  it('are refused if one of them may have a shorter number than the other', () => {
    expect(taughtHex('0111223344000000', '0104A1B2C3D4E5F6')).toEqual(['unclear']);
    expect(taughtHex('0111223344', '0104A1B2C3D4E5F6')).toEqual(['unclear']);
  });

  it('are refused if a maker looks like the length of another number', () => {
    // 04 is NXP, and 07 is TI: they are no lengths.
    expect(taughtHex('01E004000012345678', '01E0040000AABBCCDD')).toEqual([
      'E004000012345678',
      'E0040000AABBCCDD',
    ]);
    expect(taughtHex('0104AABBCCDDEEFF11', '0107AABBCCDDEE2233')).toEqual(['unclear']);
  });
});

describe('a maker or a first byte with the value of a length, and something behind the number', () => {
  it.each([
    ['TI and a line end', '01E00734A979E3608D0D', '01E007E102BD8A828C0D'],
    ['TI and a status', '01E00734A979E3608D9000', '01E007E102BD8A828C9000'],
    ['TI and a check byte', '01E00734A979E3608DC8', '01E007E102BD8A828CE1'],
    ['TI, a zero and a line end', '0100E00734A979E3608D0D', '0100E007E102BD8A828C0D'],
    ['seven bytes of TI', '010734A979E3608D0D000000', '0107E102BD8A828C0D000000'],
    ['four bytes from 04', '0104A979E30D', '010411BD8A0D'],
    ['four bytes from 04 and their BCC', '0104A979E337', '010411BD8A22'],
    ['inside ten bytes', '01000A0457E80704474B894CA1D9', '01000A0457E80704474BE239A11F'],
    ['seven and ten bytes of NXP', '01070496BE82E67488B4', '010A040A742E61AD2FC012197C'],
  ])('is never taken for a length: %s', (...[, first, second]) => {
    expect(taughtHex(first, second)).toEqual(['unclear']);
  });

  it('is never taken for a length if the report has no place for more', () => {
    // What is behind the number is then read too.
    const ti = ['08E00734A979E3608D0D', '08E007E102BD8A828C0D'];
    expect(taughtHex(...ti.map((each) => `01${each}`))).toEqual(ti);
  });

  it.each([
    ['04', '11223344', 'AABBCCDD'],
    ['07', '04A1B212345680', '04A1B2AABBCC80'],
    ['08', 'E004010012345678', 'E0040100AABBCCDD'],
  ])('is a length where the number reaches the end: %s', (length, first, second) => {
    const of = (number: string): string => `01${length}${number}${'00'.repeat(6)}`;
    expect(taughtHex(of(first), of(second))).toEqual([first, second]);
  });
});

describe('a card that comes later', () => {
  const decoded = (report: string, taught: Taught) => {
    const settings = taught.kind === 'profile' ? taught.choices[0].settings : null;
    if (settings?.driver !== 'nfcHid') throw new Error('not understood');
    return decodeNfcHid(fromHex(report), settings.layout);
  };
  const lesson = (first: string, second: string): Taught =>
    taughtBy(
      [0, 1, 2].map(() => fromHex(first)),
      [0, 1, 2].map(() => fromHex(second)),
    );

  it('is refused if its number has something where both cards had zeros', () => {
    const taught = lesson('010012345678000000', '0100AABBCCDD000000');
    expect(decoded('010099887766000000', taught).code?.text).toBe('99887766');
    expect(decoded('010399887766000000', taught).fault).toBe('malformed');
    expect(decoded('010099887766000003', taught).fault).toBe('malformed');
    // This reader sends longer reports for longer numbers.
    const short = lesson('0112345678', '01AABBCCDD');
    expect(decoded('0104A1B2C3D4E5F6', short).fault).toBe('malformed');
  });

  it('is refused if its length stays the same although its number is longer', () => {
    const taught = lesson('01041234567800000000', '0104AABBCCDD00000000');
    expect(decoded('01049988776600000000', taught).code?.text).toBe('99887766');
    expect(decoded('01049988776655443300', taught).fault).toBe('malformed');
    expect(decoded('01079988776655443300', taught).code?.text).toBe('99887766554433');
  });

  it('is refused if its number goes on behind a field that begins before the number', () => {
    // A length that counts a type byte; what Stronglink writes before the number; the kind of card.
    const withType = lesson('010931010183B7DD8420F5', '01093101F46A96FEED10AA');
    expect(decoded('010C310467B75EF9A176CA7736', withType).code).toBeNull();
    const strong = lesson('01080120000207FFD69C99', '010801200002CBEB30EBD0');
    expect(decoded('010B012000E0044A8624A8D95602', strong).code).toBeNull();
    const kind = lesson('01440000045B1E11192051', '0144000002A61AA9024DBE');
    expect(decoded('0100002004CEBF3B54C7E4942204', kind).code).toBeNull();
    // Ten bytes, and later eight behind two zeros.
    const right = lesson('010A04CAEEF3031B7C580962', '010A04454AAA8A9F4872B92E');
    expect(decoded('01080000E00709553EBA2ACC', right).code).toBeNull();
  });
});

describe('a number with a byte that looks like its length', () => {
  it('is told from every other number, because the bytes before it must stay the same', () => {
    const taught = taughtBy(
      [0, 1, 2].map(() => fromHex('040700CD1A6BC632FB100000')),
      [0, 1, 2].map(() => fromHex('040700CD1A243A91D6370000')),
    );
    const settings = taught.kind === 'profile' ? taught.choices[0].settings : null;
    if (settings?.driver !== 'nfcHid') throw new Error('not understood');
    const { layout } = settings;
    expect(decodeNfcHid(fromHex('040700CD1A6BC632FB100000'), layout).fault).toBe(null);
    expect(decodeNfcHid(fromHex('040799CD1A6BC632FB100000'), layout).fault).toBe('malformed');
  });
});

describe('a byte next to the number that changes with one card only', () => {
  it('may belong to the number of the other card, so nothing is proposed', () => {
    const of = (...reports: string[]): Uint8Array[] => reports.map(fromHex);
    const changing = of('0104112233440100', '0104112233440200', '0104112233440300');
    const steady = (number: string): Uint8Array[] =>
      of(...[0, 1, 2].map(() => `0104${number}0900`));
    expect(taughtBy(changing, steady('AABBCCDD'))).toMatchObject({ why: 'unclear' });
    // A byte that changes with each card is a counter.
    const other = of('0104AABBCCDD0400', '0104AABBCCDD0500', '0104AABBCCDD0600');
    expect(taughtBy(changing, other)).toMatchObject({
      choices: [{ first: '11223344' }, {}, {}, {}],
    });
    expect(taughtBy(changing, other, steady('99887766'))).toMatchObject({ why: 'unclear' });
  });
});

describe('a phone that makes up its number', () => {
  it.each(['', '00'.repeat(20)])('is recognised as the first card and as the second', (tail) => {
    const phone = ['0108A1B2C3', '0108D4E5F6', '010817283A'].map((each) => fromHex(each + tail));
    const plastic = ['011122AA55', '011122AA55', '011122AA55'].map((each) => fromHex(each + tail));
    expect(taughtBy(phone, plastic)).toEqual({ kind: 'refused', why: 'changes' });
    expect(taughtBy(plastic, phone)).toEqual({ kind: 'refused', why: 'changes' });
  });
});
