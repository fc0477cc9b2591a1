import { describe, expect, it } from 'vitest';
import {
  dayText,
  durationText,
  momentText,
  spokenMomentText,
  timeWithSeconds,
} from '../../../../src/renderer/format/time.ts';
import { LANGUAGES, type Language } from '../../../../src/shared/contract.ts';
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

  it.each([
    ['en', '30 Nov 2025, 16:13'],
    ['nl', '30 nov 2025, 16:13'],
    ['de', '30. Nov. 2025, 16:13'],
    ['fr', '30 nov. 2025, 16:13'],
    ['es', '30 nov 2025, 16:13'],
    ['ar', '30 نوفمبر 2025، 16:13'],
  ] as const)('has its year if it is not this year’s, in %s', (language, text) => {
    const seenAt = epochMs(new Date(2026, 10, 29, 16, 13).getTime());
    const paidAt = epochMs(new Date(2025, 10, 30, 16, 13).getTime());
    expect(momentText(paidAt, seenAt, language)).toBe(text);
  });

  it.each([
    ['en', '3 September at 09:05'],
    ['nl', '3 september om 09:05'],
    ['de', '3. September um 09:05'],
    ['fr', '3 septembre à 09:05'],
    ['es', '3 de septiembre a las 09:05'],
    ['ar', '3 سبتمبر في 09:05'],
  ] as const)('has its month in full for the voice, in %s', (language, text) => {
    const [then, later] = [new Date(2026, 8, 3, 9, 5), new Date(2026, 8, 9)];
    const moment = spokenMomentText(epochMs(then.getTime()), epochMs(later.getTime()), language);
    expect(moment).toBe(text);
  });

  it('has its year a few minutes after New Year, and none for the minutes since', () => {
    const seenAt = epochMs(new Date(2026, 0, 1, 0, 20).getTime());
    const before = epochMs(new Date(2025, 11, 31, 23, 55).getTime());
    const after = epochMs(new Date(2026, 0, 1, 0, 5).getTime());
    expect(momentText(before, seenAt, 'en')).toBe('31 Dec 2025, 23:55');
    expect(momentText(after, seenAt, 'en')).toBe('00:05');
    expect(momentText(after, epochMs(new Date(2026, 0, 2).getTime()), 'en')).toBe('1 Jan, 00:05');
  });

  it('has its year if the clock is behind and the day is still to come', () => {
    expect(momentText(at(16, 9, 5), now, 'en')).toBe('16 May 2026, 09:05');
    expect(momentText(at(15, 23, 5), now, 'en')).toBe('23:05');
    const reset = epochMs(new Date(1970, 0, 1).getTime());
    expect(momentText(at(3, 9, 5), reset, 'en')).toBe('3 May 2026, 09:05');
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

describe('a day of the payments', () => {
  const now = at(15, 0, 5);
  const day = (moment: number, language: Language = 'en'): string =>
    dayText(epochMs(moment), now, { language, today: 'Today', yesterday: 'Yesterday' });

  it('is today or yesterday by the calendar, not by hours', () => {
    expect(day(at(15, 0, 1))).toBe('Today');
    expect(day(at(14, 23, 59))).toBe('Yesterday');
    expect(day(at(14, 0, 1))).toBe('Yesterday');
    expect(day(at(13, 23, 59))).toBe('Wednesday 13 May');
  });

  it.each([
    ['en', '30 November 2025'],
    ['nl', '30 november 2025'],
    ['de', '30. November 2025'],
    ['fr', '30 novembre 2025'],
    ['es', '30 de noviembre de 2025'],
    ['ar', '30 نوفمبر 2025'],
  ] as const)('has its year if it is not this year’s, in %s', (language, text) => {
    expect(day(new Date(2025, 10, 30, 16, 13).getTime(), language)).toBe(text);
  });

  it('has its year if it is still to come, by a clock that is behind', () => {
    expect(day(at(16, 9, 5))).toBe('16 May 2026');
  });
});
