import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { createReaderInput } from '../../../src/main/kiosk/reader-input.ts';
import { createScanIntake } from '../../../src/main/kiosk/scan-intake.ts';
import { createOneTimeCodes } from '../../../src/main/kiosk/one-time-codes.ts';
import { createStaffArea } from '../../../src/main/kiosk/staff-area.ts';
import { createWedgeSetup } from '../../../src/main/kiosk/wedge-setup.ts';
import { rulesSchema } from '../../../src/main/readers/rules.ts';
import { wedgeSchema } from '../../../src/main/readers/wedge-settings.ts';
import { epochMs } from '../../../src/shared/time.ts';
import { createClock } from '../../builders/reader-clock.ts';
import { aScan } from '../../builders/scan.ts';

/** Types these codes at a kiosk with these settings. Returns what the session gets. */
function typed(
  codes: readonly string[],
  settings: { wedge: unknown; identifier?: unknown },
): string[] {
  const clock = createClock();
  const scanned: string[] = [];
  const wedge = createWedgeSetup(v.parse(wedgeSchema, settings.wedge), () => true);
  const staff = createStaffArea({
    world: { ...clock, now: () => epochMs(clock.nowMs()), monotonicMs: clock.nowMs },
    ...{ stored: null, demoPin: null, wedge, notices: () => [] },
    tries: { read: () => 0, keep: () => Promise.resolve(true) },
    ...{ onChange: () => undefined, onCardTaken: () => undefined },
  });
  const intake = createScanIntake({
    world: { monotonicMs: clock.nowMs },
    rules: v.parse(rulesSchema, settings.identifier ?? {}),
    codes: createOneTimeCodes(null),
    scanned: (value) => scanned.push(value),
    announce: (notice) => scanned.push(notice),
    refused: () => undefined,
  });
  const { input } = createReaderInput({
    ...{ staff, intake, wedge, isSandbox: false },
    onChange: () => undefined,
  });
  for (const code of codes) {
    input.type(aScan(code));
    clock.advance(5_000);
  }
  return scanned;
}

describe('a scanner that types barcodes', () => {
  it('sends no random number, if its AIM identifier is the prefix that is cut off', () => {
    expect(typed(['08A1B2C3'], { wedge: { prefix: ']C1' } })).toEqual(['08A1B2C3']);
    expect(typed(['08A1B2C3'], { wedge: { prefix: '~' } })).toEqual(['changingNumber']);
  });

  it('sends no random number, if its codes are known by their form', () => {
    const codes = [{ beginsWith: '08', alphabet: 'hex', identifier: { hasFixedNumbers: true } }];
    expect(typed(['08A1B2C3'], { wedge: { codes } })).toEqual(['08A1B2C3']);
  });
});

describe('two readers that type on one counter', () => {
  it('have rules of their own where their codes differ', () => {
    const nfc = {
      ...{ lengthMin: 10, lengthMax: 10, alphabet: 'digits' },
      identifier: { number: { from: 'decimal', byteCount: 4, base: 'hex' } },
    };
    const wedge = { codes: [nfc] };
    const identifier = { case: 'lower' };
    expect(typed(['0045131261', 'GOLD-0001', '12345678'], { wedge, identifier })).toEqual([
      ...['02B0A5FD', 'gold-0001', '12345678'],
    ]);
  });
});
