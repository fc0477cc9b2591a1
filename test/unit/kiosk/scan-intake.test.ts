import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { createScanIntake, type ScanIntake } from '../../../src/main/kiosk/scan-intake.ts';
import { createOneTimeCodes } from '../../../src/main/kiosk/one-time-codes.ts';
import { NO_RULES, rulesSchema } from '../../../src/main/readers/rules.ts';

/** An intake, all that came of it, and a clock to turn. */
function anIntake(): { intake: ScanIntake; said: string[]; wait: (ms: number) => void } {
  const said: string[] = [];
  let nowMs = 10_000;
  const intake = createScanIntake({
    world: { monotonicMs: () => nowMs },
    rules: NO_RULES,
    codes: createOneTimeCodes('once-.+'),
    scanned: (value) => said.push(`scan ${value}`),
    announce: (notice) => said.push(notice),
  });
  return { intake, said, wait: (ms) => (nowMs += ms) };
}

describe('a scan on its way to the session', () => {
  it('is taken once, and a card that lies on the reader is told once in a while', () => {
    const { intake, said, wait } = anIntake();
    for (let at = 0; at < 100; at += 1) {
      intake.take('A\r');
      wait(100);
    }
    expect(said.filter((line) => line === 'scan A')).toHaveLength(1);
    expect(said.filter((line) => line === 'sameCardAgain').length).toBeLessThanOrEqual(4);
    expect(said[1]).toBe('sameCardAgain');
  });

  it('is taken again when the card was away', () => {
    const { intake, said, wait } = anIntake();
    intake.take('A');
    wait(2_500);
    intake.take('A');
    expect(said).toEqual(['scan A', 'scan A']);
  });

  it('is the same card by whatever rules and readers it came', () => {
    const { intake, said } = anIntake();
    intake.take('04a1');
    intake.take('card:04a1', {
      key: 'other',
      rules: v.parse(rulesSchema, { stripPrefix: 'card:' }),
    });
    expect(said).toEqual(['scan 04a1', 'sameCardAgain']);
  });

  it('is never told as what it is where it is a one-time code', () => {
    const { intake, said } = anIntake();
    intake.take('once-secret\r');
    intake.take('once-secret');
    intake.take('once-other');
    expect(said).toEqual(['scan \0', 'sameCardAgain', 'scan \u0001']);
  });

  it('is told without the identifier of its kind, which some scanners send before it', () => {
    const { intake, said } = anIntake();
    intake.take(']C1A1B2');
    expect(said).toEqual(['scan A1B2']);
  });

  it('is refused with a word where it is no identifier, and not with many', () => {
    const { intake, said } = anIntake();
    intake.take('12\u001d34');
    intake.failed();
    intake.take('\r');
    expect(said).toEqual(['scanRefused']);
  });
});

describe('a reader that sends more than anybody can show', () => {
  const mad = { key: 'mad', rules: null };
  const other = { key: 'other', rules: null };

  function scansIn(said: readonly string[]): string[] {
    return said.filter((line) => line.startsWith('scan '));
  }

  it('is ignored while it does, with one word for the whole of it, and others are heard', () => {
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

  it('does not make a card that was ignored a repeat', () => {
    const { intake, wait } = anIntake();
    for (let at = 0; at < 100; at += 1) intake.take(`flood ${at}`, mad);
    expect(intake.take('A', mad)).toBe('flooded');
    wait(1_000);
    expect(intake.take('A', mad)).toBe('scanned');
  });

  it('is told once where what it sends is no code', () => {
    const { intake, said, wait } = anIntake();
    for (let at = 0; at < 60_000; at += 5) {
      intake.failed(mad);
      wait(5);
    }
    expect(said).toEqual(['scanRefused']);
  });

  it('is none where a card lies on it', () => {
    const { intake, wait } = anIntake();
    for (let at = 0; at < 60_000; at += 5) {
      expect(intake.take('A', mad)).not.toBe('flooded');
      wait(5);
    }
    expect(intake.take('B', mad)).toBe('scanned');
  });

  it('is none where it is the screen that is touched', () => {
    const { intake } = anIntake();
    for (let at = 0; at < 100; at += 1) expect(intake.take(`demo ${at}`)).toBe('scanned');
  });
});
