import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { createScanIntake, type ScanIntake } from '../../../src/main/kiosk/scan-intake.ts';
import { createOneTimeCodes } from '../../../src/main/kiosk/one-time-codes.ts';
import { NO_RULES, rulesSchema } from '../../../src/main/readers/rules.ts';

/** A scan intake with the outcomes of its scans, and a clock that the test moves. */
function anIntake(): {
  intake: ScanIntake;
  said: string[];
  refusals: string[];
  wait: (ms: number) => void;
} {
  const said: string[] = [];
  const refusals: string[] = [];
  let nowMs = 10_000;
  const intake = createScanIntake({
    world: { monotonicMs: () => nowMs },
    rules: NO_RULES,
    codes: createOneTimeCodes('once-.+'),
    scanned: (value) => said.push(`scan ${value}`),
    announce: (notice) => said.push(notice),
    refused: (why, reader) => refusals.push(`${reader ?? 'keys'}: ${why}`),
  });
  return { intake, said, refusals, wait: (ms) => (nowMs += ms) };
}

describe('a scan on its way to the session', () => {
  it('is accepted once, and while the card lies on the reader a notice appears from time to time', () => {
    const { intake, said, wait } = anIntake();
    for (let at = 0; at < 100; at += 1) {
      intake.take('A\r');
      wait(100);
    }
    expect(said.filter((line) => line === 'scan A')).toHaveLength(1);
    expect(said.filter((line) => line === 'sameCardAgain').length).toBeLessThanOrEqual(4);
    expect(said[1]).toBe('sameCardAgain');
  });

  it('is accepted again after the card was away', () => {
    const { intake, said, wait } = anIntake();
    intake.take('A');
    wait(2_500);
    intake.take('A');
    expect(said).toEqual(['scan A', 'scan A']);
  });

  it('counts as the same card, whichever reader and rules it came through', () => {
    const { intake, said } = anIntake();
    intake.take('04a1');
    intake.take('card:04a1', {
      key: 'other',
      rules: v.parse(rulesSchema, { stripPrefix: 'card:' }),
    });
    expect(said).toEqual(['scan 04a1', 'sameCardAgain']);
  });

  it('reaches the session as a stand-in if it is a one-time code', () => {
    const { intake, said } = anIntake();
    intake.take('once-secret\r');
    intake.take('once-secret');
    intake.take('once-other');
    expect(said).toEqual(['scan \0', 'sameCardAgain', 'scan \u0001']);
  });

  it('reaches the session without the AIM identifier that some scanners send before a code', () => {
    const { intake, said } = anIntake();
    intake.take(']C1A1B2');
    expect(said).toEqual(['scan A1B2']);
  });

  it('is refused with one notice if it is not an identifier', () => {
    const { intake, said } = anIntake();
    intake.take('12\u001d34');
    intake.failed('incomplete');
    intake.take('\r');
    expect(said).toEqual(['scanRefused']);
  });
});

describe('a card that must not be used here', () => {
  const BANK_CARD = '%B4111111111111111^DOE/JOHN^12102019010001? ;4111111111111111=12102019010001?';
  const nfc = { key: 'nfc', name: 'Counter', rules: null, isNeverRandom: false };

  it('is a bank card, which is named as one and whose number goes nowhere', () => {
    const { intake, said, refusals } = anIntake();
    expect(intake.take(BANK_CARD, nfc)).toBe('refused');
    expect(said).toEqual(['paymentCard']);
    expect(refusals).toEqual(['Counter: paymentCard']);
  });

  it('is a bank card although the rules or the one-time codes of the owner fit it', () => {
    const { intake, said } = anIntake();
    const rules = v.parse(rulesSchema, { pattern: '.*?;([0-9]+)=.*' });
    intake.take(BANK_CARD, { ...nfc, rules });
    intake.take(`once-${BANK_CARD}`);
    expect(said).toEqual(['paymentCard']);
  });

  it('is a card that changes its number, and staff can read why', () => {
    const { intake, said, refusals, wait } = anIntake();
    intake.take('08A1B2C3');
    wait(5_000);
    intake.failed('randomUid', nfc);
    expect(said).toEqual(['changingNumber', 'changingNumber']);
    expect(refusals).toEqual(['keys: randomUid', 'Counter: randomUid']);
  });

  it('is not a printed code that only looks like such a number', () => {
    const { intake, said } = anIntake();
    intake.take('08A1B2C3', { ...nfc, isNeverRandom: true });
    intake.take(']C088A1B2C3');
    expect(said).toEqual(['scan 08A1B2C3', 'scan 88A1B2C3']);
  });
});

describe('a reader that sends codes faster than anyone can show cards', () => {
  const mad = { key: 'mad', rules: null };
  const other = { key: 'other', rules: null };

  function scansIn(said: readonly string[]): string[] {
    return said.filter((line) => line.startsWith('scan '));
  }

  it('is ignored and causes one notice, and other readers still work', () => {
    const { intake, said, wait } = anIntake();
    for (let at = 0; at < 60_000; at += 5) {
      intake.take(`flood ${at}`, mad);
      wait(5);
    }
    expect(scansIn(said).length).toBeLessThan(20);
    expect(said.filter((line) => line === 'scanRefused')).toHaveLength(1);
    expect(intake.take('A', other)).toBe('scanned');
    expect(intake.take('flood again', mad)).toBe('flooded');
    wait(1_000);
    expect(intake.take('B', mad)).toBe('scanned');
  });

  it('does not cause an ignored card to count as a repeat', () => {
    const { intake, wait } = anIntake();
    for (let at = 0; at < 100; at += 1) intake.take(`flood ${at}`, mad);
    expect(intake.take('A', mad)).toBe('flooded');
    wait(1_000);
    expect(intake.take('A', mad)).toBe('scanned');
  });

  it('causes one notice if its codes are all invalid', () => {
    const { intake, said, wait } = anIntake();
    for (let at = 0; at < 60_000; at += 5) {
      intake.failed('malformed', mad);
      wait(5);
    }
    expect(said).toEqual(['scanRefused']);
  });

  it('is not assumed if a card lies on the reader', () => {
    const { intake, wait } = anIntake();
    for (let at = 0; at < 60_000; at += 5) {
      expect(intake.take('A', mad)).not.toBe('flooded');
      wait(5);
    }
    expect(intake.take('B', mad)).toBe('scanned');
  });

  it('is not assumed for demo cards that are touched on the screen', () => {
    const { intake } = anIntake();
    for (let at = 0; at < 100; at += 1) expect(intake.take(`demo ${at}`)).toBe('scanned');
  });
});
