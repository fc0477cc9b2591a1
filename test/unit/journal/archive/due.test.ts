/** What may leave the journal depends on the ledger's time and on what was compared, never on this machine's clock alone. */
import { describe, expect, it } from 'vitest';
import { dueOf, mayLeave, monthOf } from '../../../../src/main/journal/archive/due.ts';
import type { Operation } from '../../../../src/main/journal/operation.ts';
import type { ContactUuid } from '../../../../src/shared/ids.ts';
import { epochMs, utcMonthStart } from '../../../../src/shared/time.ts';
import { anOperation } from '../../../builders/operation.ts';

const MARCH_10 = Date.UTC(2026, 2, 10);
const FEBRUARY = Date.UTC(2026, 1, 1);
const JANUARY_20 = epochMs(Date.UTC(2026, 0, 20));

function reportOf(body: object) {
  return { seq: 1, at: epochMs(1), body: JSON.stringify(body) };
}

describe('what is due', () => {
  it.each([
    ['the clocks agree', MARCH_10, MARCH_10, FEBRUARY],
    ['this machine is a year ahead', MARCH_10, Date.UTC(2027, 2, 10), FEBRUARY],
    ['this machine is a month behind', MARCH_10, Date.UTC(2026, 1, 10), Date.UTC(2026, 0, 1)],
  ])('is what is older than the month before, if %s', (...[, at, now, before]) => {
    const due = dueOf(reportOf({ at, unread: [] }), { keepMonths: 1, now: epochMs(now) });
    expect(due?.before).toBe(before);
  });

  it('keeps at least one whole month', () => {
    const report = reportOf({ at: MARCH_10, unread: [] });
    expect(dueOf(report, { keepMonths: 0, now: epochMs(MARCH_10) })?.before).toBe(FEBRUARY);
    const year = dueOf(report, { keepMonths: 12, now: epochMs(MARCH_10) });
    expect(year?.before).toBe(Date.UTC(2025, 2, 1));
  });

  it.each([
    ['there is no report', null],
    ['the report is damaged', { seq: 1, at: epochMs(1), body: '{' }],
    ['the time of the ledger was not known', reportOf({ at: null, unread: [] })],
    [
      'many contacts could not be compared',
      reportOf({ at: MARCH_10, unread: Array.from({ length: 101 }, (_, i) => `contact-${i}`) }),
    ],
  ])('is nothing if %s', (_name, report) => {
    expect(dueOf(report, { keepMonths: 1, now: epochMs(MARCH_10) })).toBeNull();
  });

  it('names months in UTC', () => {
    expect(monthOf(utcMonthStart(epochMs(Date.UTC(2026, 0, 31, 23, 59)), 1))).toBe('2026-02');
    expect(monthOf(utcMonthStart(epochMs(Date.UTC(2026, 11, 31)), 1))).toBe('2027-01');
  });
});

describe('an operation', () => {
  const due = { before: epochMs(FEBRUARY), unread: new Set(['unread' as ContactUuid]) };
  const settled = anOperation({
    isSettled: true,
    sends: 1,
    lastSentAtServer: JANUARY_20,
    heldReason: null,
  });

  it('leaves if it is settled, and was compared', () => {
    expect(mayLeave(settled, due)).toBe(true);
    expect(mayLeave({ ...settled, sends: 0, lastSentAtServer: null }, due)).toBe(true);
  });

  it.each<[string, Partial<Operation>]>([
    ['is open', { isSettled: false }],
    ['is held', { heldReason: 'inconclusive' }],
    ['was sent at an unknown time', { lastSentAtServer: null }],
    ['was sent later, by the clock of the ledger', { lastSentAtServer: epochMs(FEBRUARY) }],
    ['belongs to a contact that could not be compared', { contactUuid: 'unread' as ContactUuid }],
  ])('stays if it %s', (_name, change) => {
    expect(mayLeave({ ...settled, ...change }, due)).toBe(false);
  });
});
