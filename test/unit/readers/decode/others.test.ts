import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeNfcHid, type NfcLayout } from '../../../../src/main/readers/decode/nfc-hid.ts';
import { decodeUidAnswer } from '../../../../src/main/readers/decode/pcsc-uid.ts';
import {
  decodeLines,
  flushLines,
  LINE_START,
} from '../../../../src/main/readers/decode/serial-line.ts';
import { convertNumber, uidText, type UidFormat } from '../../../../src/main/readers/decode/uid.ts';
import { numberProblem } from '../../../../src/main/readers/card-number.ts';
import { nfcReport } from '../../../devices/reports.ts';

const AS_READ: UidFormat = { byteOrder: 'asRead', base: 'hex', digits: null };
const UID = Uint8Array.of(0x04, 0xa1, 0xb2, 0xc3);

const LAYOUT: NfcLayout = {
  ...AS_READ,
  reportId: 1,
  offset: 3,
  length: { kind: 'at', offset: 2, isAlone: false },
  empty: null,
  emptyBefore: null,
};

describe('the number of a card', () => {
  it('is written in the form that the owner chose', () => {
    expect(uidText(UID, AS_READ)).toBe('04A1B2C3');
    expect(uidText(UID, { ...AS_READ, byteOrder: 'reversed' })).toBe('C3B2A104');
    expect(uidText(UID, { ...AS_READ, base: 'decimal' })).toBe('77705923');
    expect(uidText(UID, { ...AS_READ, base: 'decimal', digits: 10 })).toBe('0077705923');
  });

  it('is converted to another form without being cut', () => {
    const conversion = { ...AS_READ, byteCount: 4 } as const;
    expect(convertNumber('0077705923', { ...conversion, from: 'decimal' })).toBe('04A1B2C3');
    const back = { ...conversion, from: 'hex', base: 'decimal', byteOrder: 'reversed' } as const;
    expect(convertNumber('C3B2A104', back)).toBe('77705923');
    expect(convertNumber('04A1B2C3D4', back)).toBeNull();
    expect(convertNumber('card', back)).toBeNull();
  });

  it('is converted only without zeros in front if the settings do not say how many bytes it has', () => {
    const conversion = { ...AS_READ, byteCount: null } as const;
    const typed = ['12345678', '012345678', '0012345678'];
    expect(typed.map((text) => convertNumber(text, { ...conversion, from: 'decimal' }))).toEqual([
      ...['00BC614E', null, null],
    ]);
    const hex = { ...conversion, from: 'hex', base: 'decimal' } as const;
    expect(['04CE1A2B', '4CE1A2B', '0004CE1A2B'].map((text) => convertNumber(text, hex))).toEqual([
      ...['80615979', null, null],
    ]);
    const filled = { ...hex, base: 'hex', digits: 10 } as const;
    expect(
      ['04CE1A2B', '0004CE1A2B', '1A04CE1A2B'].map((text) => convertNumber(text, filled)),
    ).toEqual(['0004CE1A2B', null, '1A04CE1A2B']);
  });

  it('has two digits for each byte in hexadecimal', () => {
    const four = { ...AS_READ, byteCount: 4, from: 'hex' } as const;
    expect(convertNumber('04CE1A2B', four)).toBe('04CE1A2B');
    expect(convertNumber('4CE1A2B', four)).toBeNull();
  });

  it('never becomes the number of another code without a length in the settings', () => {
    const digits = fc.stringMatching(/^0{0,4}[0-9A-F]{1,20}0{0,6}$/);
    const number = fc.oneof(digits, fc.stringMatching(/^0{0,4}[0-9]{1,20}$/));
    fc.assert(
      fc.property(
        fc.constantFrom('hex', 'decimal', 'threeFive'),
        fc.constantFrom('hex', 'decimal', 'threeFive', 'threeFiveComma'),
        fc.constantFrom('asRead', 'reversed'),
        fc.constantFrom(null, 8, 10, 14),
        number,
        fc.stringMatching(/^0{0,6}$/),
        (...[from, base, byteOrder, count, one, zeros]) => {
          const conversion = { from, base, byteOrder, digits: count, byteCount: null } as const;
          const converted = [one, `${zeros}${one}`, `${one}${zeros}`, one.replace(/^0+/, '')].map(
            (text) => [text, convertNumber(text, conversion)] as const,
          );
          const found = new Map(converted.filter(([, result]) => result !== null));
          expect(new Set(found.values()).size).toBe(found.size);
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

describe('an NFC reader in a vendor mode', () => {
  it('reads the number at the offset in the settings', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 16 }), (uid) => {
        fc.pre(numberProblem(uid) === null);
        expect(decodeNfcHid(nfcReport(uid, LAYOUT), LAYOUT).code?.text).toBe(uidText(uid, AS_READ));
      }),
    );
  });

  it('delivers nothing when the card is taken away or for another report', () => {
    const nothing = { state: null, code: null, fault: null };
    expect(decodeNfcHid(nfcReport(new Uint8Array(4), LAYOUT), LAYOUT)).toEqual(nothing);
    expect(decodeNfcHid(nfcReport(new Uint8Array(0), LAYOUT), LAYOUT)).toEqual(nothing);
    expect(decodeNfcHid(Uint8Array.of(9, 9, 9), LAYOUT)).toEqual(nothing);
  });

  it('refuses a number that is shorter than any card number', () => {
    for (const length of [1, 2, 3]) {
      const short = nfcReport(UID.subarray(0, length), LAYOUT);
      expect(decodeNfcHid(short, LAYOUT)).toMatchObject({ code: null, fault: 'malformed' });
    }
  });

  it('never delivers only a part of a number that is sent as text', () => {
    const layout = {
      ...LAYOUT,
      offset: 1,
      length: { kind: 'fixed', count: 12 },
      base: 'text',
    } as const;
    const read = (text: string): string | null => {
      const report = Buffer.alloc(64);
      report.write(`\u0001${text}`, 'latin1');
      const { code, fault } = decodeNfcHid(report, layout);
      return code?.text ?? fault;
    };
    expect(read('04A1B2C3')).toBe('04A1B2C3');
    expect(read('04A1B2C3\r\n')).toBe('04A1B2C3');
    expect(read('04A1\0B2C3')).toBe('malformed');
    expect(read('04A1\u00ffB2C3')).toBe('malformed');
  });

  it('refuses a report that is shorter than its number', () => {
    const cut = nfcReport(UID, LAYOUT).subarray(0, 5);
    expect(decodeNfcHid(cut, LAYOUT)).toMatchObject({ code: null, fault: 'malformed' });
  });
});

describe('a card at a PC/SC reader', () => {
  const answer = (bytes: Uint8Array): Uint8Array => Uint8Array.of(...bytes, 0x90, 0x00);

  it('delivers its number', () => {
    expect(decodeUidAnswer(answer(UID), AS_READ).code?.text).toBe('04A1B2C3');
  });

  it('delivers nothing if its answer is an error', () => {
    expect(decodeUidAnswer(Uint8Array.of(0x6a, 0x81), AS_READ).fault).toBe('malformed');
    expect(decodeUidAnswer(Uint8Array.of(), AS_READ).fault).toBe('malformed');
  });

  it('is refused if it has a random number, which changes at each touch', () => {
    const random = Uint8Array.of(0x08, 1, 2, 3);
    expect(decodeUidAnswer(answer(random), AS_READ)).toMatchObject({
      code: null,
      fault: 'randomUid',
    });
  });
});

const IDLE_MS = 300;
const AT_ONCE = { atMs: 0, idleMs: IDLE_MS };

describe('a serial scanner', () => {
  function read(pieces: readonly (readonly [string, number])[]): {
    texts: string[];
    faults: string[];
  } {
    let state = LINE_START;
    let atMs = 0;
    const result: { texts: string[]; faults: string[] } = { texts: [], faults: [] };
    for (const [piece, afterMs] of pieces) {
      atMs += afterMs;
      const decoded = decodeLines(state, Buffer.from(piece), { atMs, idleMs: IDLE_MS });
      state = decoded.state;
      result.texts.push(...decoded.codes.map(({ text }) => text));
      result.faults.push(...decoded.faults);
    }
    return result;
  }

  it('delivers each line, with any line ending and in any pieces', () => {
    const stream = '111\r222\n333\r\n\u0002444\u0003555\t';
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: stream.length })), (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), stream.length];
        const pieces = places
          .slice(1)
          .map((end, at) => [stream.slice(places[at], end), 5] as const);
        expect(read(pieces).texts).toEqual(['111', '222', '333', '444', '555']);
      }),
    );
  });

  it('splits off an AIM identifier', () => {
    const { codes } = decodeLines(LINE_START, Buffer.from(']Q1hello\r'), AT_ONCE);
    expect(codes).toEqual([{ text: 'hello', aim: ']Q1', symbology: 'qr' }]);
  });

  it('has a code refused if the end of the code was late', () => {
    expect(
      read([
        ['12', 0],
        ['34\r', 2_000],
        ['56\r', 5],
      ]),
    ).toEqual({
      texts: ['56'],
      faults: ['incomplete'],
    });
  });

  it('no longer ends a code by a pause once it has sent a suffix', () => {
    const { state } = decodeLines(LINE_START, Buffer.from(']Q1hello'), AT_ONCE);
    const flushed = flushLines(state, 'any');
    expect(flushed.codes).toEqual([{ text: 'hello', aim: ']Q1', symbology: 'qr' }]);
    expect(flushLines(flushed.state, 'any').codes).toEqual([]);
    const ended = decodeLines(flushed.state, Buffer.from('1234\r56'), AT_ONCE);
    expect(ended.codes.map(({ text }) => text)).toEqual(['1234']);
    expect(flushLines(ended.state, 'any')).toMatchObject({ codes: [], faults: ['incomplete'] });
  });

  it('does not join two codes if the suffix of the first was lost', () => {
    expect(
      read([
        ['CARD0001\r', 0],
        ['CARD0', 10_000],
        ['CARD0002\r', 800],
        ['CARD0003\r', 5],
      ]),
    ).toEqual({ texts: ['CARD0001', 'CARD0003'], faults: ['incomplete'] });
  });

  it('may end its codes by a pause again after a code with line breaks', () => {
    let state = LINE_START;
    const scan = (text: string, atMs: number): string[] => {
      const decoded = decodeLines(state, Buffer.from(text), { atMs, idleMs: IDLE_MS });
      const flushed = flushLines(decoded.state, 'any');
      ({ state } = flushed);
      const codes = [...decoded.codes, ...flushed.codes].map((code) => code.text);
      return [...codes, ...decoded.faults, ...flushed.faults];
    };
    expect(scan('CARD0001', 0)).toEqual(['CARD0001']);
    expect(scan('WIFI:A\nB', 10_000)).toEqual(['WIFI:A', 'incomplete']);
    expect(scan('CARD0002', 13_000)).toEqual(['CARD0002']);
    expect(scan('CARD0003\rCARD', 20_000)).toEqual(['CARD0003', 'incomplete']);
    expect(scan('0004\r', 20_600)).toEqual([]);
    expect(scan('CARD0005\r', 20_700)).toEqual(['CARD0005']);
  });

  it('never ends a code by a pause if the settings require a suffix', () => {
    const { state } = decodeLines(LINE_START, Buffer.from('hello'), AT_ONCE);
    const flushed = flushLines(state, 'required');
    expect(flushed).toMatchObject({ codes: [], faults: ['incomplete'] });
    expect(flushLines(flushed.state, 'required').faults).toEqual([]);
    const rest = Buffer.from(' you\r1234\r');
    const ended = decodeLines(flushed.state, rest, { atMs: 3_000, idleMs: IDLE_MS });
    expect(ended.codes.map(({ text }) => text)).toEqual(['1234']);
  });

  it('has an incomplete code dropped, and the next code read after a pause', () => {
    const { state } = decodeLines(LINE_START, Buffer.from('9'.repeat(1_200)), AT_ONCE);
    const flushed = flushLines(state, 'any');
    expect(flushed).toMatchObject({ state: LINE_START, codes: [], faults: [] });
  });

  it('has a code read that begins long after noise', () => {
    const noise = decodeLines(LINE_START, Buffer.from('\u0000'), { atMs: 0, idleMs: 300 }).state;
    for (const suffix of ['any', 'required'] as const) {
      const after = flushLines(noise, suffix).state;
      const { codes } = decodeLines(after, Buffer.from('1234\r'), { atMs: 60_000, idleMs: 300 });
      expect(codes.map(({ text }) => text)).toEqual(['1234']);
    }
  });

  it('never has a part of a code read, however long the process was stopped in the middle', () => {
    for (const stoppedMs of [400, 6_000, 3_600_000]) {
      const parts: [string, number][] = [
        ['400638', 0],
        ['1333931\r', stoppedMs],
      ];
      expect(read(parts)).toEqual({ texts: [], faults: ['incomplete'] });
    }
  });

  it('has a line refused completely if the line is too long', () => {
    expect(
      read([
        ['9'.repeat(1_200), 1],
        ['9\r', 1],
        ['42\r', 1],
      ]),
    ).toEqual({
      texts: ['42'],
      faults: ['tooLong'],
    });
  });
});
