import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { readerSettingsSchema } from '../../../../../src/main/readers/settings.ts';
import { hidKeyboard } from '../../../../../src/main/readers/worker/drivers/hid-keyboard.ts';
import { createReportReader } from '../../../../../src/main/readers/worker/hid/report-reader.ts';
import { SCANNER } from '../../../../builders/hid-device.ts';
import { createClock } from '../../../../builders/reader-clock.ts';
import { keyReports } from '../../../../devices/reports.ts';

const KEY_MS = 2;
const NEXT_CUSTOMER_MS = 6_000;

/** Types what each text has, with Enter for a line break. */
function aScanner(changes: { reportId?: number } = {}) {
  const settings = v.parse(readerSettingsSchema, {
    ...{ driver: 'hidKeyboard', match: { vendorId: 1 } },
    ...changes,
  });
  if (settings.driver !== 'hidKeyboard') throw new Error('another driver');
  const clock = createClock();
  const results: string[] = [];
  const decoder = hidKeyboard(settings).createDecoder(SCANNER);
  const reader = createReportReader(decoder, clock, ({ code, fault }) => {
    if (code !== null) results.push(code.text);
    if (fault !== null) results.push(`!${fault}`);
  });
  function take(report: Uint8Array): void {
    reader.take(report, false);
    clock.advance(KEY_MS);
  }
  function type(text: string, afterMs = NEXT_CUSTOMER_MS): void {
    for (const [at, line] of text.split('\n').entries()) {
      if (at > 0) keyReports('').forEach(take);
      keyReports(line).slice(0, -2).forEach(take);
    }
    clock.advance(afterMs);
  }
  return { clock, results, type, take };
}

const CODE = '4006381333931';
const OTHER = '5901234123457';

describe('a scanner that is read as a raw keyboard and stalls in the middle of a code', () => {
  const STALLS = [200, 300, 900, 1_300, 1_600, 2_500, 4_900];
  const LONG_STALLS = [6_000, 12_000, 30_000];

  it.each(STALLS)('gives at most the first part of its first code (%i ms)', (ms) => {
    for (const end of ['\n', '']) {
      const { results, type } = aScanner();
      type(CODE.slice(0, 6), ms);
      type(`${CODE.slice(6)}${end}`);
      const first = ms > 1_500 ? ['400638'] : [];
      expect(results).toEqual(ms <= 250 ? [CODE] : [...first, '!incomplete']);
      type(`${OTHER}${end}`);
      expect(results.at(-1)).toBe(OTHER);
    }
  });

  it.each([...STALLS, ...LONG_STALLS])(
    'gives no part of a code once it has sent Enter, however late (%i ms)',
    (ms) => {
      const { results, type } = aScanner();
      type(CODE, 1_600);
      type('\n');
      type(OTHER.slice(0, 6), ms);
      type(`${OTHER.slice(6)}\n`);
      expect(results).not.toContain(OTHER.slice(0, 6));
      expect(results).not.toContain(OTHER.slice(6));
    },
  );

  it.each([...STALLS, ...LONG_STALLS])(
    'gives no part of a code once a code was read (%i ms)',
    (ms) => {
      for (const end of ['\n', '']) {
        const { results, type } = aScanner();
        type(`${OTHER}${end}`);
        type(CODE.slice(0, 6), ms);
        type(`${CODE.slice(6)}${end}`);
        const codes = results.filter((result) => !result.startsWith('!'));
        expect(codes).toEqual(ms <= 250 ? [OTHER, CODE] : [OTHER]);
        expect(results.length).toBeGreaterThan(1);
      }
    },
  );

  it('is read when the card is tried again at once', () => {
    const { results, type } = aScanner();
    type(`${OTHER}\n`);
    type(CODE.slice(0, 6), 2_000);
    type(`${CODE}\n`);
    expect(results).toEqual([OTHER, '!incomplete', CODE]);
  });

  it('is read if only its Enter was late', () => {
    const { results, type } = aScanner();
    type(CODE, 700);
    type('\n');
    expect(results).toEqual([CODE]);
  });
});

describe('a scanner that is read as a raw keyboard', () => {
  it('gives no line of a code with several lines, and the next code is read', () => {
    for (const text of ['LOYALTY\n12345678\n', 'A\nB\nC\n', 'A\nB']) {
      const { results, type } = aScanner();
      type(text);
      type(`${CODE}\n`);
      expect(results).toEqual(['!incomplete', CODE]);
    }
  });

  it('gives a code once that ends with two Enters, or that the scanner sends twice', () => {
    for (const text of [`${CODE}\n\n`, `${CODE}\n${CODE}\n`]) {
      const { results, type } = aScanner();
      type(text);
      expect(results).toEqual([CODE]);
    }
  });

  it('is read after a pause if it sends no Enter, as fast as its codes are known', () => {
    const { results, type, clock } = aScanner();
    type(CODE);
    type(OTHER, 240);
    expect(results).toEqual([CODE]);
    clock.advance(20);
    expect(results).toEqual([CODE, OTHER]);
  });
});
