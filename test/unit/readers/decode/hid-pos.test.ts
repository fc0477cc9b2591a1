import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Code, Fault } from '../../../../src/main/readers/decode/decoding.ts';
import {
  decodeHidPos,
  flushHidPos,
  HID_POS_START,
} from '../../../../src/main/readers/decode/hid-pos.ts';
import { hidPosReports, plainPosReports } from '../../../devices/reports.ts';
import { anyText } from '../any-text.ts';

interface Read {
  codes: Code[];
  faults: Fault[];
}

/** Decodes reports that come with the given delays. */
function read(
  reports: readonly (readonly [Uint8Array, number])[],
  isHoneywell = false,
  isNewland = false,
): Read {
  let state = HID_POS_START;
  let atMs = 1_000;
  const result: Read = { codes: [], faults: [] };
  for (const [report, afterMs] of reports) {
    atMs += afterMs;
    const decoded = decodeHidPos(state, report, { atMs, isHoneywell, isNewland });
    state = decoded.state;
    if (decoded.code !== null) result.codes.push(decoded.code);
    if (decoded.fault !== null) result.faults.push(decoded.fault);
  }
  return result;
}

const atOnce = (reports: readonly Uint8Array[]): [Uint8Array, number][] =>
  reports.map((report) => [report, 1]);

const LONG = 'https://example.org/card?number='.padEnd(150, '0123456789');

describe('a scanner in HID POS mode', () => {
  it('delivers a code with its AIM identifier and symbology', () => {
    expect(read(atOnce(hidPosReports('4006381333931', { aim: ']E0' })))).toEqual({
      codes: [{ text: '4006381333931', aim: ']E0', symbology: 'ean' }],
      faults: [],
    });
  });

  it('is read with the symbology byte only if it is a Honeywell', () => {
    const reports = atOnce(hidPosReports('4006381333931', { aim: ']E0', symbology: 'd' }));
    expect(read(reports, true).codes[0]?.symbology).toBe('ean13');
    expect(read(reports, false).codes[0]?.symbology).toBe('ean');
  });

  it('joins the reports of one code', () => {
    expect(read(atOnce(hidPosReports(LONG))).codes.map(({ text }) => text)).toEqual([LONG]);
  });

  it('reads the reports of a real Honeywell', () => {
    // From the dump in the README of python_hon_usbhid.
    const first = [2, 56, 93, 88, 48, 80, 114, 111, 100, 117, 99, 116, 32, 78, 97, 109, 101, 58];
    const last = [2, 9, 93, 88, 48, 117, 109, 58, 32, 78, 47, 65, 13, 10];
    const filled = (bytes: number[], filler: number, end: number[]): Uint8Array =>
      Uint8Array.from([...bytes, ...Array<number>(61 - bytes.length).fill(filler), ...end]);
    const reports = [filled(first, 32, [63, 0, 1]), filled(last, 0, [63, 0, 0])];
    const { codes } = read(atOnce(reports), true);
    expect(codes).toHaveLength(1);
    expect(codes[0]?.text).toMatch(/^Product Name: {43}um: N\/A\r\n$/);
  });

  it('reads the reports of a real Zebra, which have one extra byte before the identifier', () => {
    // From the dumps of Itp.HidBarcodeScanner: vendor 05e0, product 2100.
    const filled = (start: string, end: string): Buffer =>
      Buffer.from(start.padEnd(128 - end.length, '0') + end, 'hex');
    const upcA = filled('020c005d5867333036303330323039323233', '6300');
    expect(read(atOnce([upcA])).codes).toEqual([
      { text: '306030209223', aim: ']Xg', symbology: 'upcA' },
    ]);
    const first =
      '0238005d51314c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e73656374657475722061646970697363696e6720656c69742c7301';
    const last = filled(
      '0235005d5131756c706120717569206f666669636961206465736572756e74206d6f6c6c697420616e696d20696420657374206c61626f72756d2e',
      '7300',
    );
    expect(read(atOnce([Buffer.from(first, 'hex'), last])).codes).toEqual([
      {
        text: 'Lorem ipsum dolor sit amet, consectetur adipiscing elit,ulpa qui officia deserunt mollit anim id est laborum.',
        aim: ']Q1',
        symbology: 'qr',
      },
    ]);
    const how = { aim: ']Xg', symbology: 'c', isShifted: true };
    expect(hidPosReports('306030209223', how)).toEqual([upcA]);
  });

  it('reads UTF-8, and falls back to Latin-1', () => {
    expect(read(atOnce(hidPosReports('Café', { charset: 'utf8' }))).codes[0]?.text).toBe('Café');
    expect(read(atOnce(hidPosReports('Café', { charset: 'latin1' }))).codes[0]?.text).toBe('Café');
  });

  it('decodes any text, with the identifier in either place', () => {
    fc.assert(
      fc.property(anyText(1, 120), fc.boolean(), (text, isShifted) => {
        fc.pre(Buffer.byteLength(text) <= 512 && text.isWellFormed() && !text.endsWith('\0'));
        const reports = hidPosReports(text, { isShifted });
        expect(read(atOnce(reports))).toMatchObject({ codes: [{ text }], faults: [] });
      }),
    );
  });

  it('has its other reports ignored', () => {
    expect(read(atOnce([Uint8Array.of(4, 1, 2, 3)]))).toEqual({ codes: [], faults: [] });
  });

  it('refuses a report with an unknown layout', () => {
    expect(read(atOnce([Buffer.alloc(64, 2)]))).toEqual({ codes: [], faults: ['malformed'] });
    const tooFull = hidPosReports('1234')[0] ?? Buffer.alloc(0);
    tooFull[1] = 60;
    expect(read(atOnce([tooFull]))).toEqual({ codes: [], faults: ['malformed'] });
  });

  it.each([57, 58])('never reads bytes after the data as data (length %i)', (length) => {
    const [report = Buffer.alloc(0)] = hidPosReports('A'.repeat(56), { symbology: 'j' });
    report[1] = length;
    expect(read(atOnce([report]), true)).toEqual({ codes: [], faults: ['malformed'] });
  });

  it('refuses a code if more data follows than the report says, in any layout and report', () => {
    for (const text of ['12345678', LONG]) {
      for (const isShifted of [true, false]) {
        for (const aim of [']Q1', '\0\0\0']) {
          if (isShifted && aim !== ']Q1') continue;
          const whole = hidPosReports(text, { aim, isShifted, symbology: 's' });
          for (const [at, report] of whole.entries()) {
            for (let length = 1; length < (report[1] ?? 0); length += 1) {
              const short = Buffer.from(report);
              short[1] = length;
              const reports = whole.map((each, place) => (place === at ? short : each));
              expect(read(atOnce(reports), true)).toEqual({ codes: [], faults: ['malformed'] });
            }
          }
        }
      }
    }
  });

  it('refuses a report that is too short to say whether more follow', () => {
    const [report = Buffer.alloc(0)] = hidPosReports('CARD2');
    for (const length of [12, 62, 63]) {
      const cut = [report.subarray(0, length)];
      expect(read(atOnce(cut))).toEqual({ codes: [], faults: ['malformed'] });
    }
  });
});

describe('a scanner whose data begins at the third byte', () => {
  it.each(['4006381333931', 'GOLD-0001', 'A', 'x'.repeat(56), 'x'.repeat(57), LONG])(
    'is read in its own layout (%s)',
    (text) => {
      expect(read(atOnce(plainPosReports(text)))).toEqual({
        codes: [{ text, aim: null, symbology: null }],
        faults: [],
      });
    },
  );

  it('is read from the report of a real Newland', () => {
    // The answer of a Newland FM30 to a command, from the notes of its maker.
    const whole = Buffer.from('020e02000008454c3033303039352551'.padEnd(128, '0'), 'hex');
    expect(read(atOnce([whole]), false, true).codes).toEqual([
      { text: whole.subarray(2, 16).toString('latin1'), aim: null, symbology: null },
    ]);
  });

  it('keeps a code whole whose parts look like the other layout', () => {
    const text = `${'x'.repeat(56)}]C1234567`;
    expect(read(atOnce(plainPosReports(text))).codes.map((code) => code.text)).toEqual([text]);
  });

  it.each(['X]C1234567', ']C1234567', '\0\0\x001234567'])(
    'has a code refused that also fits the other layout (%j)',
    (text) => {
      expect(read(atOnce(plainPosReports(text)))).toEqual({ codes: [], faults: ['malformed'] });
    },
  );

  it('has such a code read if it is a Newland', () => {
    const newland = (text: string): Read => read(atOnce(plainPosReports(text)), false, true);
    expect(newland('X]C1234567').codes[0]).toMatchObject({ text: 'X]C1234567', aim: null });
    const withAim = { text: '234567', aim: ']C1', symbology: 'gs1Code128' };
    expect(newland(']C1234567').codes[0]).toEqual(withAim);
    expect(read(atOnce(hidPosReports('234567')), false, true).codes[0]?.text).toBe('234567');
  });

  it('never has part of a code delivered, for any code', () => {
    fc.assert(
      fc.property(anyText(1, 120), fc.boolean(), (text, isNewland) => {
        fc.pre(Buffer.byteLength(text) <= 512 && text.isWellFormed());
        const { codes } = read(atOnce(plainPosReports(text)), false, isNewland);
        for (const code of codes) expect(`${code.aim ?? ''}${code.text}`).toBe(text);
      }),
    );
  });
});

describe('a code of which some reports are late', () => {
  const [first, ...rest] = hidPosReports(LONG);
  const next = hidPosReports('NEXT');

  it('is refused together with its later reports', () => {
    const late: [Uint8Array, number][] = rest.map((report, at) => [report, at === 0 ? 600 : 1]);
    expect(read([...atOnce([first ?? Buffer.alloc(0)]), ...late])).toEqual({
      codes: [],
      faults: ['incomplete'],
    });
  });

  it('does not affect the next code', () => {
    const of = { isHoneywell: false };
    const cut = decodeHidPos(HID_POS_START, first ?? Buffer.alloc(0), { ...of, atMs: 0 }).state;
    const { state, fault } = flushHidPos(cut, 501);
    expect(fault).toBe('incomplete');
    const shown = decodeHidPos(state, next[0] ?? Buffer.alloc(0), { ...of, atMs: 36_000 });
    expect(shown.code?.text).toBe('NEXT');
  });

  it.each([600, 6_000, 3_600_000])(
    'is refused if the process was stopped for %i ms, and the pause was never noticed',
    (stoppedMs) => {
      const late: [Uint8Array, number][] = rest.map((report, at) => [
        report,
        at === 0 ? stoppedMs : 1,
      ]);
      expect(read([...atOnce([first ?? Buffer.alloc(0)]), ...late])).toEqual({
        codes: [],
        faults: ['incomplete'],
      });
    },
  );

  it('is reported once after half a second, and its rest is dropped silently', () => {
    const { state } = decodeHidPos(HID_POS_START, first ?? Buffer.alloc(0), {
      atMs: 0,
      isHoneywell: false,
    });
    expect(flushHidPos(state, 500)).toEqual({ state, code: null, fault: null });
    // The process was held up. It now gets the reports that the scanner sent meanwhile.
    const flushed = flushHidPos(state, 4_000);
    expect(flushed).toMatchObject({ code: null, fault: 'incomplete' });
    let after = flushed.state;
    const read = rest.map((report) => {
      const decoded = decodeHidPos(after, report, { atMs: 4_001, isHoneywell: false });
      after = decoded.state;
      return decoded.code ?? decoded.fault;
    });
    expect(read).toEqual([null, null]);
    expect(flushHidPos(flushed.state, 5_000).fault).toBeNull();
    const shown = { atMs: 39_001, isHoneywell: false };
    expect(decodeHidPos(flushed.state, next[0] ?? Buffer.alloc(0), shown).code?.text).toBe('NEXT');
  });

  it.each([600, 1_300, 1_800, 3_000, 4_900, 8_000, 30_000])(
    'never has its last report read as a code if the scanner stalls for %i ms',
    (stalledMs) => {
      for (const noticedMs of [501, stalledMs]) {
        for (const at of [1, 2]) {
          const results = stalled(at, { stalledMs, noticedMs, after: hidPosReports('AFTER') });
          expect(results.filter((result) => result !== 'incomplete')).toEqual(['AFTER']);
          expect(results).toContain('incomplete');
        }
      }
    },
  );

  it('is read when the card is tried again at once', () => {
    const results = stalled(1, { stalledMs: 2_000, noticedMs: 501, late: hidPosReports(LONG) });
    expect(results).toEqual(['incomplete', LONG]);
  });

  it('has another code refused that may be its rest, and the one after it is read', () => {
    const results = stalled(1, { stalledMs: 2_000, noticedMs: 501, late: [...next, ...next] });
    expect(results).toEqual(['incomplete', 'incomplete', 'NEXT']);
  });

  /** The reports of a long code, of which one comes late, and what follows it. */
  function stalled(
    at: number,
    {
      stalledMs,
      noticedMs,
      late = [first ?? Buffer.alloc(0), ...rest].slice(at),
      after = [],
    }: { stalledMs: number; noticedMs: number; late?: Uint8Array[]; after?: Uint8Array[] },
  ): string[] {
    const of = { isHoneywell: false };
    const results: string[] = [];
    let state = HID_POS_START;
    const take = (decoded: ReturnType<typeof flushHidPos>): void => {
      state = decoded.state;
      results.push(...[decoded.code?.text ?? [], decoded.fault ?? []].flat());
    };
    for (const report of [first ?? Buffer.alloc(0), ...rest].slice(0, at)) {
      take(decodeHidPos(state, report, { ...of, atMs: 0 }));
    }
    if (noticedMs < stalledMs) take(flushHidPos(state, noticedMs));
    for (const report of [...late, ...after]) {
      take(decodeHidPos(state, report, { ...of, atMs: stalledMs }));
    }
    return results;
  }

  it('ends when a code with another identifier begins', () => {
    const other = hidPosReports('4006381333931', { aim: ']E0' });
    expect(read(atOnce([first ?? Buffer.alloc(0), ...other]))).toMatchObject({
      codes: [{ text: '4006381333931' }],
      faults: ['incomplete'],
    });
  });
});

describe('a code with one unreadable report', () => {
  const whole = hidPosReports(LONG);
  const unread = (of: Uint8Array): Buffer => {
    const report = Buffer.from(of);
    report[1] = 60;
    return report;
  };

  it.each([0, 1, 2])('is refused together with its later reports (report %i)', (odd) => {
    const reports = whole.map((report, at) => (at === odd ? unread(report) : report));
    expect(read(atOnce(reports))).toEqual({ codes: [], faults: ['malformed'] });
    expect(read(atOnce([...reports, ...hidPosReports('NEXT')]))).toMatchObject({
      codes: [{ text: 'NEXT' }],
    });
  });

  it.each([0, 1])('is also refused if the report was cut short (report %i)', (odd) => {
    const reports = whole.map((report, at) => (at === odd ? report.subarray(0, 20) : report));
    expect(read(atOnce(reports))).toEqual({ codes: [], faults: ['malformed'] });
  });

  it('causes another report for each following code that counts as its rest', () => {
    const cut = hidPosReports('x'.repeat(600)).slice(0, -1);
    const next: [Uint8Array, number][] = hidPosReports('NEXT').map((report) => [report, 1_000]);
    expect(read([...atOnce(cut), ...next])).toEqual({
      codes: [],
      faults: ['tooLong', 'incomplete'],
    });
  });
});

describe('a code that is too long', () => {
  it('is refused as a whole, and the next code is read', () => {
    const reports = [...hidPosReports('x'.repeat(600)), ...hidPosReports('1234')];
    expect(read(atOnce(reports))).toMatchObject({ codes: [{ text: '1234' }], faults: ['tooLong'] });
  });
});
