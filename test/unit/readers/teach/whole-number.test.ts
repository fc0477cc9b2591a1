/**
 * Whatever cards and readers come to a lesson: a proposal has the whole number of both cards, and tells every other card
 * from them. No pair is left out here, however misleading its bytes are.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberProblem } from '../../../../src/main/readers/card-number.ts';
import { decodeNfcHid, type NfcLayout } from '../../../../src/main/readers/decode/nfc-hid.ts';
import {
  teach,
  type Taught,
  type TaughtDevice,
  type TeachChoice,
} from '../../../../src/main/readers/teach/teach.ts';
import { runs } from '../../runs.ts';

/**
 * The same pairs in each run, so that a run fails only if something has changed. `TEACH_SEED=2` looks at others: a few of
 * a million pairs still fail, with a check byte behind the number or with two lengths (docs/readers.md).
 */
const SEED = Number(process.env['TEACH_SEED'] ?? 1);

const READER: TaughtDevice = {
  name: 'Lab NFC',
  vendorId: 0x072f,
  productId: 0x2200,
  usagePage: 0xff00,
  usage: 1,
};

/** Three presentations of each card, one report each. */
function taughtBy(...cards: readonly (readonly Uint8Array[])[]): Taught {
  return teach(
    READER,
    cards.map((card) => card.map((report) => [report])),
  );
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'hex'));
}

/** The first form in which the numbers are offered, or why not. */
function taughtHex(...cards: readonly string[]): string[] {
  const taught = taughtBy(...cards.map((text) => [0, 1, 2].map(() => fromHex(text))));
  if (taught.kind === 'refused') return [taught.why];
  return [taught.choices[0].first, taught.choices[0].second];
}

function text(id: number, characters: string): string {
  return Buffer.from([id, ...Buffer.from(characters)]).toString('hex');
}

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

describe('a counter next to a number without a length', () => {
  const counted = (...parts: readonly (readonly [before: string, after: string])[]): string[] => {
    const taught = taughtBy(
      ...parts.map(([before, after], card) =>
        [1, 2, 3].map((at) =>
          fromHex(`${before}${hex(Uint8Array.of(0x90 + 5 * at + card))}${after}`),
        ),
      ),
    );
    return taught.kind === 'refused' ? [taught.why] : taught.choices.map(({ first }) => first);
  };
  const behind = (zeros: string, ...numbers: readonly string[]): string[] =>
    counted(...numbers.map((number) => [`01${number}${zeros}`, '00'] as const));

  it('may stand where a longer number goes on, so it is refused', () => {
    expect(behind('', '447D8754', '5C6CED68')).toEqual(['unclear']);
    expect(behind('', '037BB4BD', '03112233')).toEqual(['unclear']);
    expect(behind('000000', '447D8754', '5C6CED68')).toEqual(['unclear']);
    expect(behind('', 'E004010040436235', 'E00401004C5E2B14')).toEqual(['unclear']);
    const before = counted(['01', '00000000447D8754'], ['01', '000000005C6CED68']);
    expect(before).toEqual(['unclear']);
  });

  it('is no doubt if there is room for a longer number, or no number is longer', () => {
    expect(behind('000000000000', '447D8754', '5C6CED68')).toContain('447D8754');
    expect(counted(['01', '447D8754'], ['01', '5C6CED68'])).toContain('447D8754');
    expect(behind('', '04A1B2C3D4E512345678', '04A1B2C3D4E5AABBCCDD')).toContain(
      '04A1B2C3D4E512345678',
    );
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

describe('a reader that sends text', () => {
  it('is read with every sign of the number', () => {
    expect(taughtHex(text(1, '111,27706'), text(1, '213,02000'))).toEqual([
      '111,27706',
      '213,02000',
    ]);
    expect(taughtHex(text(1, '04 A1 B2 C3'), text(1, '04 A1 B2 FF'))).toEqual(['unclear']);
    expect(taughtHex(text(1, '04:A1:B2:C3'), text(1, '04:17:33:99'))).toEqual([
      '04:A1:B2:C3',
      '04:17:33:99',
    ]);
  });

  it('is read without the AIM identifier, which may be the name of the symbology alone', () => {
    const of = (code: string): string => `010b${Buffer.from(code).toString('hex')}`;
    expect(taughtHex(of(']A002374938'), of(']A002371111'))).toEqual(['02374938', '02371111']);
  });

  it('is refused if the text is longer than a layout can hold', () => {
    const of = (end: string): string => text(1, end + '7'.repeat(70));
    expect(taughtHex(of('12345678'), of('87654321'))).toEqual(['unclear']);
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

const byte = fc.noBias(fc.integer({ min: 0, max: 255 }));
const maker = fc.constantFrom(0x02, 0x04, 0x05, 0x07, 0x16, 0x1d);

/** What the first bytes of each kind of card are; all others are any bytes. */
const KINDS = {
  four: [fc.tuple(), 4],
  seven: [maker.map((each) => [each]), 7],
  ten: [fc.constant([0x04]), 10],
  icode: [maker.map((each) => [0xe0, each]), 8],
  // These makers have the value of a length.
  five: [fc.integer({ min: 0x05, max: 0x1f }).map((each) => [each]), 5],
  fourOfBatch: [fc.constantFrom(0x04, 0x07).map((each) => [each]), 4],
  icodeTi: [fc.constant([0xe0, 0x07]), 8],
  sevenTi: [fc.constant([0x07]), 7],
  felica: [fc.tuple(fc.noBias(fc.integer({ min: 1, max: 255 })), byte), 8],
} as const;

function cardsOf(start: fc.Arbitrary<number[]>, count: number) {
  const rest = fc.array(byte, { minLength: count, maxLength: count });
  return fc
    .record({
      ...{ start, a: rest, b: rest, shared: fc.nat(count - 1), tail: fc.nat(2) },
      ...{ isReversed: fc.boolean(), change: fc.tuple(fc.nat(count - 1), byte) },
    })
    .map(({ start: first, a, b, shared, tail, isReversed, change }) => {
      const one = [...first, ...a].slice(0, count);
      const other = [...first, ...b].slice(0, count);
      // Cards of one batch begin alike, and often end alike.
      const two = other.map((each, at) =>
        at < shared || at >= count - tail ? (one[at] ?? 0) : each,
      );
      const three = one.map((each, at) => (at === change[0] ? change[1] : each));
      const order = (bytes: number[]): Uint8Array =>
        Uint8Array.from(isReversed ? bytes.toReversed() : bytes);
      return { a: order(one), b: order(two), c: order(three) };
    });
}

const cards = fc
  .constantFrom(...Object.values(KINDS))
  .chain(([start, count]) =>
    cardsOf(
      start.map((bytes) => [...bytes]),
      count,
    ),
  )
  .filter(({ a, b, c }) => [a, b, c].every((each) => numberProblem(each) === null));

/** What may follow the number at once. `before`: all of the report so far. */
const ENDS = {
  none: () => [],
  cr: () => [0x0d],
  status: () => [0x90, 0x00],
  bcc: (number: readonly number[]) => [xor(number)],
  bccOfAll: (_: readonly number[], before: readonly number[]) => [xor(before)],
  sum: (number: readonly number[]) => [number.reduce((sum, each) => (sum + each) & 0xff, 0)],
};

function xor(bytes: readonly number[]): number {
  return bytes.reduce((sum, each) => sum ^ each, 0);
}

const report = fc.record({
  // What stands before the number: nothing, an id, zeros, anything.
  head: fc.oneof(
    fc.constant([1]),
    fc.constant([]),
    fc.constant([1, 0, 0]),
    fc.array(byte, { maxLength: 4 }).map((bytes) => [1, ...bytes]),
  ),
  saysLength: fc.boolean(),
  end: fc.constantFrom<keyof typeof ENDS>('none', 'none', 'cr', 'status', 'bcc', 'bccOfAll', 'sum'),
  tail: fc.oneof(fc.constant(0), fc.nat(8), fc.constant(50)),
});
type Report = typeof report extends fc.Arbitrary<infer T> ? T : never;

function encode({ head, saysLength, end, tail }: Report, number: Uint8Array): Uint8Array {
  const zeros = Array.from({ length: tail }, () => 0);
  const before = [...head, ...(saysLength ? [number.length] : []), ...number];
  return Uint8Array.from([...before, ...ENDS[end]([...number], before), ...zeros]);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

/** The bytes that a layout reads, after those that it compares: the report id, zeros and the length. They count too. */
function bytesRead(report: Uint8Array, layout: NfcLayout, hasId: boolean): string {
  const read = decodeNfcHid(report, { ...layout, base: 'hex', byteOrder: 'asRead' }).code?.text;
  const { reportId, emptyBefore: zeros, length, offset } = layout;
  const compared = [
    // Reports with another first byte are ignored. So it must not be a part of the number.
    ...(reportId === null || !hasId ? [] : [0]),
    ...(length.kind === 'at' ? [length.offset] : []),
    ...Array.from({ length: zeros?.count ?? 0 }, (_, at) => at + (zeros?.offset ?? 0)),
  ];
  let from = offset;
  while (compared.includes(from - 1)) from -= 1;
  return hex(report.subarray(from, offset)) + (read ?? '');
}

/** Without the zeros at both ends that all cards share: a layout takes them for padding, and wants them to stay zero. */
function core(number: Uint8Array, cards: readonly Uint8Array[]): string {
  const isZero = (at: number): boolean => cards.every((card) => (card[at] ?? 0) === 0);
  let [from, end] = [0, number.length];
  while (from < end && isZero(from)) from += 1;
  while (end > from && isZero(end - 1)) end -= 1;
  return hex(number.subarray(from, end));
}

/** Without report ids, but each number begins with the id that most readers have. Nothing can tell this. */
function isLikeId({ head, saysLength }: Report, cards: readonly Uint8Array[]): boolean {
  return head.length === 0 && !saysLength && cards.every(([first = 0]) => first > 0 && first <= 4);
}

interface ThreeCards {
  how: Report;
  a: Uint8Array;
  b: Uint8Array;
  c: Uint8Array;
  /** The cards that were asked for when two did not decide. */
  more?: readonly Uint8Array[];
}

/** What is wrong with a proposal: bytes of a number that are missing, and cards that it takes for each other. */
function cutsOf(
  { settings, first, second }: TeachChoice,
  { how, a, b, c, more = [] }: ThreeCards,
): string[] {
  if (settings.driver !== 'nfcHid') return ['another driver'];
  const { layout } = settings;
  const taught = [a, b, ...more];
  const isCut = (own: Uint8Array): boolean =>
    layout.base !== 'text' &&
    !bytesRead(encode(how, own), layout, how.head.length > 0).includes(core(own, taught));
  const third = decodeNfcHid(encode(how, c), layout).code?.text ?? null;
  return [
    ...(taught.some(isCut) ? [`cut: ${JSON.stringify(layout)}`] : []),
    ...(first === second ? ['two cards are one'] : []),
    ...(hex(c) !== hex(a) && third === first ? ['the third card is the first'] : []),
    ...(hex(c) !== hex(b) && third === second ? ['the third card is the second'] : []),
  ];
}

describe('any pair of cards at any reader', () => {
  it('gets the whole number or no proposal, and every proposal tells every other card apart', () => {
    let [plainCount, understoodCount] = [0, 0];
    const numRuns = runs({ fast: 5_000, full: 250_000 });
    fc.assert(
      fc.property(report, cards, (how, { a, b, c }) => {
        const repeat = (number: Uint8Array): Uint8Array[] =>
          [0, 1, 2].map(() => encode(how, number));
        fc.pre(!isLikeId(how, [a, b]));
        const taught = taughtBy(repeat(a), repeat(b));
        const isPlain = how.end === 'none';
        if (isPlain) plainCount += 1;
        if (taught.kind === 'refused') return;
        if (isPlain) understoodCount += 1;
        expect(taught.choices.flatMap((choice) => cutsOf(choice, { how, a, b, c }))).toEqual([]);
      }),
      { numRuns, seed: SEED, endOnFailure: true },
    );
    expect(understoodCount / plainCount).toBeGreaterThan(0.25);
  }, 3_600_000);
});

describe('a reader with a counter behind the number', () => {
  it('never cuts a card of another length that comes later', () => {
    let understoodCount = 0;
    const numRuns = runs({ fast: 4_000, full: 150_000 });
    const how = fc.record({
      head: fc.constantFrom([1], [1, 0, 0], [1, 0x5a]),
      zeros: fc.nat(10),
      tail: fc.constantFrom(0, 8),
    });
    fc.assert(
      fc.property(how, cards, cards, ({ head, zeros, tail }, { a, b }, { a: later }) => {
        const sent = (number: Uint8Array, at: number): Uint8Array =>
          Uint8Array.from(
            [head, number, Array(zeros).fill(0), [0x90 + at], Array(tail).fill(0)].flatMap(
              (part: ArrayLike<number>) => Array.from(part),
            ),
          );
        const taught = taughtBy(
          [1, 3, 5].map((at) => sent(a, at)),
          [2, 4, 7].map((at) => sent(b, at)),
        );
        if (taught.kind === 'refused') return;
        const [{ settings }] = taught.choices;
        if (settings.driver !== 'nfcHid' || settings.layout.base === 'text') return;
        understoodCount += 1;
        const { layout } = settings;
        const report = sent(later, 9);
        if (decodeNfcHid(report, layout).code === null) return;
        const significant = hex(later).replaceAll(/^(?:00)+|(?:00)+$/g, '');
        expect(bytesRead(report, layout, true)).toContain(significant);
      }),
      { numRuns, seed: SEED, endOnFailure: true },
    );
    expect(understoodCount / numRuns).toBeGreaterThan(0.1);
  }, 3_600_000);
});

describe('a third card, where two do not decide', () => {
  it('shows where the number begins and ends, if it is less alike', () => {
    const of = (number: string): string => `01${number}${'00'.repeat(6)}`;
    const [one, two] = [of('012E4C1212345678'), of('012E4C12AABBCCDD')];
    expect(taughtHex(one, two)).toEqual(['unclear']);
    expect(taughtHex(one, two, of('055A112233445566'))).toEqual([
      '012E4C1212345678',
      '012E4C12AABBCCDD',
    ]);
    expect(taughtHex(one, two, of('012E4C1299887766'))).toEqual(['unclear']);
  });

  it('must not be one of the two', () => {
    const [one, two] = ['0152C31234567800', '0152C3AABBCCDD00'];
    expect(taughtHex(one, two, two)).toEqual(['sameNumber']);
  });

  it('never makes a proposal that cuts a number or takes two cards for one', () => {
    let [unclearCount, understoodCount] = [0, 0];
    const numRuns = runs({ fast: 4_000, full: 150_000 });
    fc.assert(
      fc.property(report, cards, fc.array(cards, { minLength: 2, maxLength: 2 }), (...args) => {
        const [how, { a, b, c }, others] = args;
        const repeat = (number: Uint8Array): Uint8Array[] =>
          [0, 1, 2].map(() => encode(how, number));
        fc.pre(!isLikeId(how, [a, b]));
        let taught = taughtBy(repeat(a), repeat(b));
        if (taught.kind === 'profile' || taught.why !== 'unclear') return;
        unclearCount += 1;
        const more: Uint8Array[] = [];
        for (const other of others) {
          more.push(other.a);
          taught = taughtBy(...[a, b, ...more].map(repeat));
          if (taught.kind === 'profile') break;
        }
        if (taught.kind === 'refused') return;
        understoodCount += 1;
        const faults = taught.choices.flatMap((choice) => cutsOf(choice, { how, a, b, c, more }));
        expect(faults).toEqual([]);
      }),
      { numRuns, seed: SEED, endOnFailure: true },
    );
    expect(understoodCount / unclearCount).toBeGreaterThan(0.1);
  }, 3_600_000);
});

describe('a number in two reports with different ids', () => {
  const parts = (first: string, second: string): Uint8Array[] => [fromHex(first), fromHex(second)];
  const isState = (report: Uint8Array): boolean => /^0[12]01(?:00)*$/.test(hex(report));
  const teachOf = (...cards: readonly (readonly Uint8Array[])[]): Taught =>
    teach(
      READER,
      cards.map((card) => [card, card, card]),
    );

  it.each([
    ['digits', text(1, '0012345'), text(2, '678\r'), text(2, '901\r')],
    ['hexadecimal text', text(1, '04A1B2C3'), text(2, '11223344'), text(2, 'AABBCCDD')],
    ['seven bytes', '0104A1B200', '02C3D4E5F6', '0255667788'],
    ['seven bytes with a cascade tag', '018804A1B2', '02C3D4E5F6', '0255667788'],
    ['ICODE', '01E0040100', '0212345678', '02AABBCCDD'],
    ['one sign in the second report', text(1, '1234567'), text(2, '8'), text(2, '9')],
  ])('is refused: %s', (...[, head, first, second]) => {
    expect(teachOf(parts(head, first), parts(head, second)).kind).toBe('refused');
  });

  it('is refused if only one of the cards needs the second report', () => {
    const long = parts('0104A1B2C3', '02D4E5F6');
    expect(teachOf([fromHex('0111223344')], long)).toMatchObject({ why: 'unclear' });
    expect(teachOf(long, [fromHex('0111223344')])).toMatchObject({ why: 'unclear' });
  });

  it('is not suspected if the other report is empty or only counts', () => {
    const of = (number: string): Uint8Array[][] =>
      [1, 2, 3].map((at) => [fromHex(`01${number}`), fromHex(`0200000${at}`), fromHex('0301')]);
    expect(teach(READER, [of('11223344'), of('AABBCCDD')])).toMatchObject({
      choices: [{ first: '11223344' }, {}, {}, {}],
    });
  });

  it('is never cut, wherever it is divided', () => {
    const numRuns = runs({ fast: 4_000, full: 100_000 });
    const how = fc.record({ cut: fc.nat(20), isText: fc.boolean(), tail: fc.nat(4) });
    fc.assert(
      fc.property(how, cards, ({ cut, isText, tail }, { a, b }) => {
        fc.pre(hex(a) !== hex(b));
        const whole = (number: Uint8Array) => (isText ? Buffer.from(hex(number)) : number);
        const at = 1 + (cut % (whole(a).length - 1));
        const zeros = new Uint8Array(tail);
        const reports = (number: Uint8Array): Uint8Array[] =>
          [whole(number).subarray(0, at), whole(number).subarray(at)].map((part, i) =>
            Uint8Array.from([i + 1, ...part, ...zeros]),
          );
        const halves = [a, b].map(reports);
        const isOnePart = [0, 1].some((i) =>
          halves.every((each) => each[i]?.subarray(1).every((value) => value === 0)),
        );
        // Zeros in both cards are padding, and a single 01 in both is a state of the reader.
        fc.pre(!isOnePart && !halves.every((each) => each.some(isState)));
        expect(teachOf(...halves).kind).toBe('refused');
      }),
      { numRuns, seed: SEED, endOnFailure: true },
    );
  }, 3_600_000);
});
