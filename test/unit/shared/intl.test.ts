import { afterEach, describe, expect, it } from 'vitest';
import { dateText, numberFormat } from '../../../src/shared/intl.ts';
import { epochMs } from '../../../src/shared/time.ts';

const ZONE = process.env['TZ'];

afterEach(() => {
  if (ZONE === undefined) delete process.env['TZ'];
  else process.env['TZ'] = ZONE;
});

describe('a formatter of numbers', () => {
  it('is created once for each locale and its options', () => {
    const euros = { style: 'currency', currency: 'EUR' } as const;
    expect(numberFormat('en-GB', euros)).toBe(numberFormat('en-GB', { ...euros }));
    expect(numberFormat('nl-NL', euros).format(1)).not.toBe(numberFormat('en-GB', euros).format(1));
    expect(numberFormat('en-GB', { ...euros, currency: 'GBP' }).format(1)).toBe('£1.00');
  });
});

describe('a moment', () => {
  const SUMMER = epochMs(Date.UTC(2026, 6, 1, 12));
  const hours = (zone: string): string => {
    process.env['TZ'] = zone;
    return dateText(SUMMER, 'en-GB', { hour: '2-digit', minute: '2-digit' });
  };

  it('is shown in the present time zone of the machine', () => {
    expect(hours('Europe/Amsterdam')).toBe('14:00');
    expect(hours('Asia/Tokyo')).toBe('21:00');
    expect(hours('Europe/Amsterdam')).toBe('14:00');
  });

  it('is correct even if two zones have the same time in winter only', () => {
    expect(hours('Europe/Amsterdam')).toBe('14:00');
    expect(hours('Africa/Lagos')).toBe('13:00');
  });
});
