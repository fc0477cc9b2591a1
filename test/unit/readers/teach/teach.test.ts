/**
 * For any layout of reports: the proposed settings decode the complete number of the card, or nothing is proposed.
 * The reason: two cards could share a part of their numbers.
 */
import fc from 'fast-check';
import { numberProblem } from '../../../../src/main/readers/card-number.ts';
import { describe, expect, it } from 'vitest';
import { decodeNfcHid } from '../../../../src/main/readers/decode/nfc-hid.ts';
import type { Presentations } from '../../../../src/main/readers/teach/candidates.ts';
import { teach, type Taught, type TaughtDevice } from '../../../../src/main/readers/teach/teach.ts';
import { NO_RULES } from '../../../../src/main/readers/rules.ts';
import { hidPosReports } from '../../../devices/reports.ts';

const READER: TaughtDevice = {
  name: 'Lab NFC',
  vendorId: 0x072f,
  productId: 0x2200,
  usagePage: 0xff00,
  usage: 1,
};

const UID_A = '04A1B2C3D4E5F6';
const UID_B = '04917E3311AA80';

/** The times of the presentations. In this order, no counter can look like the difference between the cards. */
const TIMES = { first: [0, 3, 4], second: [1, 2, 5] } as const;

/** Three presentations of each card, by default of one report each. */
function presented(
  report: (uid: Buffer, at: number) => Buffer[],
  uids = [UID_A, UID_B],
): Presentations {
  return uids.map((uid, card) =>
    TIMES[card === 0 ? 'first' : 'second'].map((at) => report(Buffer.from(uid, 'hex'), at)),
  );
}

function padded(bytes: number[], size = 64): Buffer {
  const report = Buffer.alloc(size);
  report.set(bytes);
  return report;
}

function codesOf(taught: Taught): string[] {
  return taught.kind === 'profile'
    ? [taught.choices[0].first, taught.choices[0].second]
    : [taught.why];
}

describe('an unknown reader', () => {
  it('is understood if it sends the length of the number, also for cards of other lengths', () => {
    const reports = (uid: Buffer): Buffer[] => [padded([1, 0, uid.length, ...uid])];
    const taught = teach(READER, presented(reports));
    expect(codesOf(taught)).toEqual([UID_A, UID_B]);
    expect(taught.kind === 'profile' && taught.choices[0].settings).toMatchObject({
      driver: 'nfcHid',
      name: 'Lab NFC',
      match: { vendorId: 0x072f, productId: 0x2200, usagePage: 0xff00 },
      layout: { reportId: 1, offset: 3, length: { kind: 'at', offset: 2 } },
    });
    expect(codesOf(teach(READER, presented(reports, ['01020304', UID_B])))).toEqual([
      '01020304',
      UID_B,
    ]);
  });

  it('is offered with every form in which the number may be registered', () => {
    const taught = teach(
      READER,
      presented((uid) => [padded([1, ...uid])], ['11223344', 'AABBCCDD']),
    );
    const firsts = taught.kind === 'profile' ? taught.choices.map(({ first }) => first) : [];
    expect(firsts).toEqual(['11223344', '44332211', '287454020', '1144201745']);
  });

  it('never reads a long number as the short number that it begins with', () => {
    const layoutOf = (report: (uid: Buffer, at: number) => Buffer[]) => {
      const taught = teach(READER, presented(report, ['11223344', 'AABBCCDE']));
      const settings = taught.kind === 'profile' ? taught.choices[0].settings : null;
      if (settings?.driver !== 'nfcHid') throw new Error('not understood');
      return settings.layout;
    };
    const long = Buffer.from(UID_A, 'hex');
    const plain = (uid: Buffer): Buffer => padded([1, ...uid], 16);
    const checked = (uid: Buffer): Buffer =>
      padded([1, ...uid, uid.reduce((sum, byte) => sum ^ byte, 0)], 16);
    for (const write of [plain, checked]) {
      const layout = layoutOf((uid) => [write(uid)]);
      expect(decodeNfcHid(write(long), layout)).toMatchObject({ code: null, fault: 'malformed' });
      const short = write(Buffer.from('99887766', 'hex'));
      expect(decodeNfcHid(short, layout).code?.text).toBe('99887766');
    }
    // A low counter has zeros before it.
    const room = [0, 0, 0, 0, 0, 0];
    const counted = (uid: Buffer, at: number): Buffer =>
      padded([1, ...uid, ...room, at >> 8, at & 0xff]);
    const layout = layoutOf((uid, at) => [counted(uid, at)]);
    const later = counted(Buffer.from('99887766', 'hex'), 300);
    expect(decodeNfcHid(later, layout).code?.text).toBe('99887766');
    const longAt = padded([1, ...long, 0, 0, 0, 1, 44]);
    expect(decodeNfcHid(longAt, layout)).toMatchObject({ code: null, fault: 'malformed' });
  });

  it('is understood if it sends counters, times, and an empty report when the card is gone', () => {
    const reports = (uid: Buffer, at: number): Buffer[] => [
      padded([1, at, 0x5e, at * 7, uid.length, ...uid, at + 9]),
      padded([1]),
    ];
    expect(codesOf(teach(READER, presented(reports)))).toEqual([UID_A, UID_B]);
  });

  it('is understood if it adds a check byte to four bytes', () => {
    const reports = (uid: Buffer): Buffer[] => [
      padded([1, ...uid, uid.reduce((sum, byte) => sum ^ byte, 0)]),
    ];
    const uids = ['11223344', 'AABBCCDE'];
    expect(codesOf(teach(READER, presented(reports, uids)))).toEqual(uids);
  });

  it('is understood if all numbers begin with the maker of the card', () => {
    const reports = (uid: Buffer): Buffer[] => [padded([1, ...uid])];
    expect(codesOf(teach(READER, presented(reports)))).toEqual([UID_A, UID_B]);
  });

  it('is understood if it sends the number as text, with or without a line ending', () => {
    const reports = (uid: Buffer): Buffer[] => [
      padded([3, ...Buffer.from(`${uid.toString('hex').toUpperCase()}\r\n`)]),
    ];
    expect(codesOf(teach(READER, presented(reports)))).toEqual([UID_A, UID_B]);
    expect(codesOf(teach(READER, presented(reports, ['01020304', UID_B])))).toEqual([
      '01020304',
      UID_B,
    ]);
  });

  it('is read as a barcode scanner if it is one', () => {
    const codes = ['4006381333931', 'https://example.org/card?c=1'.padEnd(90, '7')];
    const of = (code: string): Buffer[][] => [0, 1, 2].map(() => hidPosReports(code));
    const taught = teach({ ...READER, usagePage: 0x8c }, codes.map(of));
    expect(codesOf(taught)).toEqual(codes);
    // The kiosk looks up the code that staff saw. The rules of the kiosk do not change it.
    expect(taught.kind === 'profile' && taught.choices[0].settings).toMatchObject({
      driver: 'hidPos',
      identifier: NO_RULES,
    });
  });
});

describe('an unknown reader is refused', () => {
  it('if both cards are the same', () => {
    const taught = teach(
      READER,
      presented((uid, at) => [padded([1, at, ...uid])], [UID_A, UID_A]),
    );
    expect(codesOf(taught)).toEqual(['sameNumber']);
  });

  it('if a card has a new random number each time', () => {
    const taught = teach(
      READER,
      presented((uid, at) => [padded([1, 4, 8 + at, (uid[1] ?? 0) ^ (at * 37), at * 11, at * 91])]),
    );
    expect(codesOf(taught)).toEqual(['changes']);
  });

  it.each(['first', 'second'] as const)(
    'is said of the %s card if only that one changes',
    (which) => {
      const of = (bytes: string): Uint8Array[] => [padded([...Buffer.from(bytes, 'hex')])];
      const phone = ['0108A1B2C3', '0108D4E5F6', '010817283A'].map(of);
      const plastic = ['011122AA55', '011122AA55', '011122AA55'].map(of);
      const taught = teach(READER, which === 'first' ? [phone, plastic] : [plastic, phone]);
      expect(codesOf(taught)).toEqual(['changes']);
    },
  );

  it('if the cards are so alike that the number may be longer than the bytes that differ', () => {
    const taught = teach(
      READER,
      presented((uid) => [padded([1, 9, ...uid])], ['1122334455', '1122337788']),
    );
    expect(codesOf(taught)).toEqual(['unclear']);
  });

  it('if the kiosk refuses the number of a card', () => {
    const cards = presented((uid) => [padded([1, uid.length, ...uid])], ['08112233', 'AABBCCDD']);
    expect(codesOf(teach(READER, cards))).toEqual(['refusedNumber']);
  });

  it('if another report would be mistaken for a card', () => {
    const reports = (uid: Buffer): Buffer[] => [
      padded([1, ...uid]),
      padded([1, 0x77, 0x66, 0x55, 0x44]),
    ];
    const taught = teach(READER, presented(reports, ['11223344', 'AABBCCDD']));
    expect(codesOf(taught)).toEqual(['otherReports']);
  });
});

const byte = fc.noBias(fc.integer({ min: 0, max: 255 }));
const uid = fc
  .constantFrom(4, 7, 8, 10)
  .chain((count) =>
    fc.array(byte, { minLength: count, maxLength: count }).map((bytes) => Uint8Array.from(bytes)),
  )
  .filter((bytes) => numberProblem(bytes) === null);

/** The first byte of every ISO 15693 number, and the makers of other cards. */
const MAKERS = [0xe0, 0x02, 0x04, 0x05, 0x07, 0x16, 0x1d];
const NOT_ALIKE = new Set([0, 4, 7, 8, 10, ...MAKERS]);

/** Any possible reader: an id, a header, perhaps a length, the number, a counter and a time. */
const layout = fc.record({
  reportId: fc.option(fc.integer({ min: 1, max: 31 })),
  head: fc.array(byte, { maxLength: 4 }),
  saysLength: fc.boolean(),
  counterAt: fc.constantFrom('none', 'before', 'after'),
  counter: fc.nat(0xffff),
  step: fc.integer({ min: 1, max: 300 }),
  size: fc.constantFrom(24, 32, 64),
});

type Layout = typeof layout extends fc.Arbitrary<infer T> ? T : never;

function encode(how: Layout, number: Uint8Array, at: number): Buffer {
  const counter = counterBytes(how, at);
  return padded(
    [
      ...(how.reportId === null ? [] : [how.reportId]),
      ...how.head,
      ...(how.counterAt === 'before' ? counter : []),
      ...(how.saysLength ? [number.length] : []),
      ...number,
      ...(how.counterAt === 'after' ? counter : []),
    ],
    how.size,
  );
}

function counterBytes(how: Layout, at: number): [number, number] {
  const count = (how.counter + at * how.step) & 0xffff;
  return [count & 0xff, count >> 8];
}

/** The bytes of the counter that never change during the lesson. */
function fixedCounterBytes(how: Layout): number[] {
  const [first, ...others] = [...TIMES.first, ...TIMES.second].map((at) => counterBytes(how, at));
  return first?.filter((each, i) => others.every((other) => other[i] === each)) ?? [];
}

function isText(number: Uint8Array): boolean {
  return number.every((each) => each >= 0x20 && each <= 0x7e);
}

/** True if bytes that do not change look like a length or a maker, or the numbers look like text. */
function isMisleading(how: Layout, a: Uint8Array, b: Uint8Array): boolean {
  const counter = how.counterAt === 'before' ? fixedCounterBytes(how) : [];
  const isMaker = (each: number | undefined): boolean => MAKERS.includes(each ?? 0);
  const isAlike =
    counter.some((each) => NOT_ALIKE.has(each)) ||
    how.head.some((each) => each > 0 && NOT_ALIKE.has(each));
  const isReversed = isMaker(a.at(-1)) && isMaker(b.at(-1));
  return isAlike || isReversed || (isText(a) && isText(b));
}

function taughtBy(how: Layout, a: Uint8Array, b: Uint8Array): Taught {
  const of = (number: Uint8Array, times: readonly number[]): Buffer[][] =>
    times.map((at) => [encode(how, number, at)]);
  return teach(READER, [of(a, TIMES.first), of(b, TIMES.second)]);
}

function hex(number: Uint8Array): string {
  return Buffer.from(number).toString('hex').toUpperCase();
}

describe('any layout', () => {
  it('is understood, or in rare cases refused, if the numbers differ at both ends', () => {
    let [understoodCount, count] = [0, 0];
    fc.assert(
      fc.property(layout, uid, uid, (how, a, b) => {
        fc.pre(how.saysLength || a.length === b.length);
        fc.pre(a.length !== b.length || (a[0] !== b[0] && a.at(-1) !== b.at(-1)));
        // The lesson cannot know better.
        fc.pre(!isMisleading(how, a, b));
        count += 1;
        const taught = taughtBy(how, a, b);
        if (taught.kind === 'refused') return;
        understoodCount += 1;
        expect(codesOf(taught)).toEqual([hex(a), hex(b)]);
        const [{ settings }] = taught.choices;
        if (settings.driver !== 'nfcHid') return;
        // A third card of the same kind is read correctly too.
        const third = a.map((each) => each ^ 0x5a);
        if (numberProblem(third) !== null) return;
        expect(decodeNfcHid(encode(how, third, 9), settings.layout).code?.text).toBe(hex(third));
      }),
      { numRuns: 4_000 },
    );
    expect(understoodCount / count).toBeGreaterThan(0.5);
  }, 60_000);

  it('never gives a part of a number, even if the numbers begin or end alike', () => {
    const differing = fc.tuple(fc.nat(9), fc.nat(9));
    fc.assert(
      fc.property(layout, uid, differing, (how, a, [from, length]) => {
        // Bytes that are the same for both cards may look like a length or a maker. The lesson cannot know better.
        const isAlike = [...how.head, ...a, ...fixedCounterBytes(how)].some((each) =>
          NOT_ALIKE.has(each),
        );
        fc.pre(how.reportId !== null && how.counterAt !== 'before' && !isAlike && !isText(a));
        const at = from % a.length;
        const b = a.map((each, i) => (i >= at && i <= at + length ? each ^ 0x5a : each));
        fc.pre(numberProblem(b) === null);
        const taught = taughtBy(how, a, b);
        expect([
          [hex(a), hex(b)],
          ['unclear'],
          ['changes'],
          ['sameNumber'],
          ['otherReports'],
        ]).toContainEqual(codesOf(taught));
      }),
      { numRuns: 3_000 },
    );
  });
});
