import { describe, expect, it } from 'vitest';
import { durationText, momentText, timeWithSeconds } from '../../../../src/renderer/format/time.ts';
import { LANGUAGES } from '../../../../src/shared/contract.ts';
import { epochMs } from '../../../../src/shared/time.ts';

const at = (day: number, hour: number, minute: number) =>
  epochMs(new Date(2026, 4, day, hour, minute).getTime());

it('shows staff the time with 24 hours, in every language', () => {
  for (const language of LANGUAGES)
    expect(timeWithSeconds(at(15, 14, 2), language)).toContain('14:02:00');
});

describe('a moment', () => {
  const now = at(15, 14, 2);

  it('is shown as a time only, if it is today', () => {
    expect(momentText(at(15, 9, 5), now, 'en')).toBe('09:05');
    expect(momentText(at(15, 9, 5), now, 'nl')).toBe('09:05');
  });

  it('is shown with its day, if it is not today', () => {
    expect(momentText(at(3, 9, 5), now, 'en')).toBe('3 May, 09:05');
    expect(momentText(at(3, 9, 5), now, 'nl')).toBe('3 mei, 09:05');
  });

  it('has the digits of the keypad in Arabic, and the months of the Gulf', () => {
    expect(momentText(at(3, 9, 5), now, 'ar')).toBe('3 مايو، 09:05');
  });
});

describe('a duration', () => {
  const MINUTE_MS = 60_000;

  it('is shown in its largest whole unit', () => {
    expect(durationText(20_000, 'en')).toBe('20 seconds');
    expect(durationText(12.9 * MINUTE_MS, 'en')).toBe('12 minutes');
    expect(durationText(3 * 60 * MINUTE_MS, 'en')).toBe('3 hours');
    expect(durationText(49 * 60 * MINUTE_MS, 'en')).toBe('2 days');
  });

  it('has a singular', () => {
    expect(durationText(MINUTE_MS, 'en')).toBe('1 minute');
    expect(durationText(MINUTE_MS, 'nl')).toBe('1 minuut');
    expect(durationText(2 * MINUTE_MS, 'nl')).toBe('2 minuten');
  });

  it('has a dual and plurals in Arabic', () => {
    const minutes = [1, 2, 3, 11].map((count) => durationText(count * MINUTE_MS, 'ar'));
    expect(minutes).toEqual(['دقيقة', 'دقيقتان', '3 دقائق', '11 دقيقة']);
  });

  it('is never zero, and never negative after a clock jumped', () => {
    expect(durationText(0, 'en')).toBe('1 second');
    expect(durationText(-5_000, 'en')).toBe('1 second');
  });
});
