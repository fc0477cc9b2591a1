import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeKeyboard,
  flushKeyboard,
  KEYBOARD_START,
} from '../../../../src/main/readers/decode/boot-keyboard.ts';
import { KEYBOARD_LAYOUTS, type KeyboardLayout } from '../../../../src/wedge/keyboard-layouts.ts';
import { keyReports, writableCharacters } from '../../../devices/reports.ts';

function read(
  reports: readonly Uint8Array[],
  {
    layout = 'us',
    keyMs = 10,
    isShortAllowed = false,
  }: { layout?: KeyboardLayout; keyMs?: number; isShortAllowed?: boolean } = {},
): { texts: string[]; faults: string[] } {
  let state = KEYBOARD_START;
  let atMs = 0;
  const result: { texts: string[]; faults: string[] } = { texts: [], faults: [] };
  const take = (decoded: ReturnType<typeof flushKeyboard>): void => {
    state = decoded.state;
    if (decoded.code !== null) result.texts.push(decoded.code.text);
    if (decoded.fault !== null) result.faults.push(decoded.fault);
  };
  for (const report of reports) {
    atMs += keyMs;
    take(decodeKeyboard(state, report, { atMs, layout, isShortAllowed }));
  }
  take(flushKeyboard(state, atMs + 1_000));
  return result;
}

/** Reports for these key usages, each with the modifiers that are down. */
function typed(...keys: (readonly [modifiers: number, usage: number])[]): Uint8Array[] {
  return keys.map(([modifiers, usage]) => Uint8Array.of(modifiers, 0, usage, 0, 0, 0, 0, 0));
}

const ENTER = [0, 0x28] as const;
const UP = [0, 0] as const;

describe('a process that is stopped in the middle of a code', () => {
  it.each([2_100, 6_100, 3_600_000])('never gives a part of the code (%i ms)', (stoppedMs) => {
    let state = KEYBOARD_START;
    let atMs = 0;
    const codes: string[] = [];
    const faults: string[] = [];
    for (const [at, report] of keyReports('4006381333931').entries()) {
      atMs += at === 12 ? stoppedMs : 10;
      const decoded = decodeKeyboard(state, report, { atMs, layout: 'us' });
      state = decoded.state;
      if (decoded.code !== null) codes.push(decoded.code.text);
      if (decoded.fault !== null) faults.push(decoded.fault);
    }
    expect({ codes, faults }).toEqual({ codes: [], faults: ['incomplete'] });
  });
});

describe('a scanner that is read as a raw keyboard', () => {
  it('delivers the typed code at Enter', () => {
    expect(read(keyReports('NFC-04A1b2'))).toEqual({ texts: ['NFC-04A1b2'], faults: [] });
  });

  it('delivers a code without a suffix after a pause', () => {
    expect(read(keyReports('12345').slice(0, -2)).texts).toEqual(['12345']);
  });

  it('refuses a code whose first keys were too many for a report, and reads the next one', () => {
    const lost = Uint8Array.of(0, 0, 1, 1, 1, 1, 1, 1);
    const reports = [lost, ...keyReports('1234567'), ...keyReports('CARD-1')];
    expect(read(reports)).toEqual({ texts: ['CARD-1'], faults: ['malformed'] });
  });

  it('types a held key once, even while other keys are down', () => {
    const both = Uint8Array.of(0, 0, 0x1e, 0x1f, 0, 0, 0, 0);
    const reports = [...typed([0, 0x1e]), both, both, ...typed([0, 0x1f], UP, ENTER)];
    expect(read(reports).texts).toEqual(['12']);
  });

  it('is read even if it needs 100 ms for each key', () => {
    expect(read(keyReports('12345'), { keyMs: 100 }).texts).toEqual(['12345']);
  });

  it('is read with a French layout, which types digits with Shift', () => {
    const oneTwo = typed([0x02, 0x1e], UP, [0x02, 0x1f], UP, ENTER);
    expect(read(oneTwo, { layout: 'fr' }).texts).toEqual(['12']);
    expect(read(oneTwo, { layout: 'us' }).texts).toEqual(['!@']);
    const azqwm = typed([0, 0x14], UP, [0, 0x1a], UP, [0, 0x04], UP, [0, 0x1d], UP, [0, 0x33], UP);
    expect(read(azqwm, { layout: 'fr' }).texts).toEqual(['azqwm']);
  });

  it('decodes any text on every layout', () => {
    for (const layout of KEYBOARD_LAYOUTS) {
      const unit = fc.constantFrom(...writableCharacters(layout));
      const texts = fc.string({ unit, minLength: 1, maxLength: 60 });
      fc.assert(
        fc.property(texts, (text) => {
          fc.pre(!/^\]/.test(text));
          expect(read(keyReports(text, layout), { layout })).toEqual({ texts: [text], faults: [] });
        }),
      );
    }
  });

  it('is read with the state of its own CapsLock key', () => {
    const reports = typed([0, 0x39], UP, [0, 0x04], UP, [0x02, 0x04], UP, [0, 0x1e], UP, ENTER);
    expect(read(reports).texts).toEqual(['Aa1']);
  });

  it('decodes characters that are typed by their number with Alt and the keypad', () => {
    // Alt with 0 6 5, then Alt with 6 6.
    const alt = 0x04;
    const reports = typed(
      [alt, 0x62],
      [alt, 0],
      [alt, 0x5e],
      [alt, 0],
      [alt, 0x5d],
      UP,
      [alt, 0x5e],
      [alt, 0],
      [alt, 0x5e],
      UP,
      ENTER,
    );
    expect(read(reports).texts).toEqual(['AB']);
  });

  it('reads a number above ASCII by code page 437, as Windows does', () => {
    const alt = 0x04;
    const reports = typed(
      [0, 0x1e],
      UP,
      [alt, 0x5a],
      [alt, 0],
      [alt, 0x5c],
      [alt, 0],
      [alt, 0x5b],
      UP,
      ENTER,
    );
    expect(read(reports)).toEqual({ texts: ['1≤'], faults: [] });
  });

  it('keeps nothing of a number that was begun with Alt long before the next code', () => {
    let state = KEYBOARD_START;
    for (const report of typed([0x04, 0x59])) {
      state = decodeKeyboard(state, report, { atMs: 0, layout: 'us' }).state;
    }
    state = flushKeyboard(state, 1_000).state;
    const codes = [...typed(UP), ...keyReports('42')].flatMap((report) => {
      const decoded = decodeKeyboard(state, report, { atMs: 10_000, layout: 'us' });
      state = decoded.state;
      return decoded.code?.text ?? [];
    });
    expect(codes).toEqual(['42']);
  });

  it('decodes control characters that are sent with Ctrl', () => {
    // Ctrl+] is the GS1 separator.
    expect(read(typed([0, 0x1e], UP, [0x01, 0x30], UP, [0, 0x1f], UP, ENTER)).texts).toEqual([
      '1\u001d2',
    ]);
  });

  it.each([
    { sent: 'Ctrl+J', modifiers: 0x01, usage: 0x0d },
    { sent: 'Ctrl+Shift+J', modifiers: 0x03, usage: 0x0d },
    { sent: 'right Ctrl+J', modifiers: 0x10, usage: 0x0d },
    { sent: 'Ctrl+M', modifiers: 0x01, usage: 0x10 },
    { sent: 'Ctrl+I', modifiers: 0x01, usage: 0x0c },
  ])('takes $sent for the end of a code, after Enter and without it', ({ modifiers, usage }) => {
    const end = typed([modifiers, usage], UP);
    const code = keyReports('4006381333931');
    const next = keyReports('42');
    expect(read([...code, ...end])).toEqual({ texts: ['4006381333931'], faults: [] });
    expect(read([...code, ...end, ...next, ...end]).texts).toEqual(['4006381333931', '42']);
    const withoutEnter = [...code.slice(0, -2), ...end];
    expect(read([...withoutEnter, ...withoutEnter])).toEqual({
      texts: ['4006381333931', '4006381333931'],
      faults: [],
    });
  });

  it('reads separators and ends that are typed by their number', () => {
    const alt = 0x04;
    const byNumber = (...keypad: number[]): Uint8Array[] =>
      typed(...keypad.flatMap((usage) => [[alt, usage] as const, [alt, 0] as const]), UP);
    const separator = byNumber(0x62, 0x5a, 0x61); // Alt+029
    const end = byNumber(0x62, 0x59, 0x5b); // Alt+013
    const reports = [...typed([0, 0x1e], UP), ...separator, ...typed([0, 0x1f], UP), ...end];
    expect(read([...reports, ...keyReports('42')])).toEqual({
      texts: ['1\u001d2', '42'],
      faults: [],
    });
  });

  it('refuses a code with an unknown key, and reads the next one', () => {
    const reports = [...typed([0, 0x1e], UP, [0, 0x4f], UP, ENTER), ...keyReports('42')];
    expect(read(reports)).toEqual({ texts: ['42'], faults: ['unreadableKey'] });
  });

  it.each([
    { keys: 'Alt', modifiers: 0x04 },
    { keys: 'the left GUI key', modifiers: 0x08 },
    { keys: 'the right GUI key', modifiers: 0x80 },
    { keys: 'AltGr and GUI', modifiers: 0x48 },
  ])('refuses a code with a letter that is typed with $keys', ({ modifiers }) => {
    const reports = [...typed([0, 0x1e], UP, [modifiers, 0x04], UP, ENTER), ...keyReports('42')];
    expect(read(reports)).toEqual({ texts: ['42'], faults: ['unreadableKey'] });
  });

  it('treats Ctrl with Alt as AltGr, as Windows does', () => {
    const reports = typed([0x05, 0x14], UP, ENTER);
    expect(read(reports, { layout: 'de' }).texts).toEqual(['@']);
  });

  it('types a key once if the key is twice in a report', () => {
    const twice = Uint8Array.of(0, 0, 0x1e, 0x1e, 0, 0, 0, 0);
    expect(read([twice, ...typed(UP, [0, 0x1f], UP, ENTER)]).texts).toEqual(['12']);
  });

  it('reads reports of the modifiers and fewer keys, if the device has report ids', () => {
    const short = [30, 31, 35, 40, 0].map((usage) => Uint8Array.of(0, usage));
    expect(read(short, { isShortAllowed: true })).toEqual({ texts: ['126'], faults: [] });
    for (const length of [2, 3, 4, 7]) {
      const reports = [
        [0, 30],
        [0, 0],
        [2, 4],
        [0, 0],
        [0, 40],
        [0, 0],
      ].map((keys) => Uint8Array.from({ length }, (_, at) => keys[at] ?? 0));
      expect(read(reports, { isShortAllowed: true }).texts).toEqual(['1A']);
      const withReserved = reports
        .filter(() => length > 2)
        .map((report) => Uint8Array.from(report, (byte, at) => [byte, 0, report[1]][at] ?? 0));
      expect(read(withReserved, { isShortAllowed: true }).texts.join()).toBe(
        length > 2 ? '1A' : '',
      );
    }
  });

  it('refuses short reports if the device has no report ids, or they hold no key', () => {
    const withId = [30, 31, 40, 0].map((usage) => Uint8Array.of(2, 0, usage));
    expect(read(withId).texts).toEqual([]);
    expect(read(withId).faults).toContain('malformed');
    expect(read([Uint8Array.of(0)], { isShortAllowed: true }).faults).toEqual(['malformed']);
  });

  it('reports one fault if its reports are too long', () => {
    const bit = (at: number): Uint8Array =>
      Uint8Array.from({ length: 16 }, (_, i) => (i === at ? 4 : 0));
    expect(read([bit(3), bit(99), bit(4), bit(99)])).toEqual({ texts: [], faults: ['malformed'] });
    const padded = keyReports('42').map((report) => Buffer.concat([report, Buffer.alloc(1)]));
    expect(read(padded)).toEqual({ texts: [], faults: ['malformed'] });
  });

  it('refuses a code during which too many keys were down', () => {
    const over = Uint8Array.of(0, 0, 1, 1, 1, 1, 1, 1);
    const [one, ...rest] = keyReports('12');
    expect(read([one ?? over, over, ...rest]).texts).toEqual([]);
  });

  it('refuses a code that is too long', () => {
    expect(read(keyReports('7'.repeat(600)))).toEqual({ texts: [], faults: ['tooLong'] });
  });
});

describe('a code with a gap in the middle because the process was held up', () => {
  it('is refused to its end if a released key is the first thing after the gap', () => {
    const timed: (readonly [Uint8Array, number])[] = [
      ...keyReports('1').map((report) => [report, 10] as const),
      ...typed([0, 0x1f]).map((report) => [report, 2_000] as const),
      // The pause has ended the code. Its rest begins in time, and goes on a pause later.
      ...typed(UP).map((report) => [report, 251 + 1_150] as const),
      ...keyReports('34').map((report, at) => [report, at === 0 ? 250 : 10] as const),
    ];
    let [state, atMs] = [KEYBOARD_START, 0];
    const codes = timed.flatMap(([report, afterMs]) => {
      atMs += afterMs;
      state = flushKeyboard(state, atMs - afterMs + Math.min(afterMs, 251)).state;
      const decoded = decodeKeyboard(state, report, { atMs, layout: 'us' });
      state = decoded.state;
      return decoded.code?.text ?? [];
    });
    expect(codes).toEqual(['1']);
  });

  /** Types each text with 10 ms per key, then waits. The decoder is flushed when a pause is over. */
  function held(...texts: (readonly [text: string, quietMs: number])[]): string[] {
    let state = KEYBOARD_START;
    let atMs = 0;
    const results: string[] = [];
    const take = (decoded: ReturnType<typeof flushKeyboard>): void => {
      state = decoded.state;
      results.push(...[decoded.code?.text ?? [], decoded.fault ?? []].flat());
    };
    for (const [text, quietMs] of texts) {
      const reports = keyReports(text.replace('\r', ''));
      for (const report of text.endsWith('\r') ? reports : reports.slice(0, -2)) {
        atMs += 10;
        take(decodeKeyboard(state, report, { atMs, layout: 'us' }));
      }
      atMs += quietMs;
      take(flushKeyboard(state, atMs));
    }
    return results;
  }

  it('is refused once if this scanner sends a suffix, and the next code is read', () => {
    const half = held(
      ['1111\r', 3_000],
      ['22', 400],
      ['22\r', 3_000],
      ['33', 2_000],
      ['33\r', 3_000],
    );
    expect(half).toEqual(['1111', 'incomplete', 'incomplete']);
    expect(held(['1111\r', 3_000], ['22', 400], ['22\r', 600], ['3333\r', 0])).toEqual([
      '1111',
      'incomplete',
      '3333',
    ]);
  });

  it('is never delivered as a second half, even before the scanner has sent its first suffix', () => {
    expect(held(['22', 400], ['22\r', 3_000])).toEqual(['22', 'incomplete']);
  });

  it('is read if only its suffix was late', () => {
    expect(held(['2222', 400], ['\r', 3_000], ['3333\r', 0])).toEqual(['2222', '3333']);
  });

  it('is not assumed for a scanner without a suffix, and only for a short time after a code with line breaks', () => {
    expect(held(['1111', 251], ['', 600], ['2222', 300])).toEqual(['1111', '2222']);
    expect(held(['A\r', 5], ['B', 300], ['', 1_500], ['2222', 300])).toEqual([
      'A',
      'incomplete',
      '2222',
    ]);
  });
});
