/**
 * Which rows of a long list are new. A window of the list proves it only together with the totals: the list must have
 * grown by exactly the rows that are new.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Baseline } from '../../../src/main/journal/operation.ts';
import type { PrepaidTransaction } from '../../../src/main/leat/types.ts';
import { matchUnknown, type Evidence, type LookContext } from '../../../src/main/sync/match.ts';
import { newRows } from '../../../src/main/sync/new-rows.ts';
import { transactionUuid } from '../../../src/shared/ids.ts';
import { epochMs } from '../../../src/shared/time.ts';
import {
  aBaseline,
  aLedgerRow,
  anOperation,
  SENT_MS,
  someEvidence,
} from '../../builders/operation.ts';

const OWN: LookContext = { isOwnShop: true, isClaimed: () => false, misclaimOf: () => 'none' };
const SHARED: LookContext = { isOwnShop: false, isClaimed: () => false, misclaimOf: () => 'none' };
const MINUTE_MS = 60_000;

function aRow(name: string, ageMs: number): PrepaidTransaction {
  return aLedgerRow({ uuid: transactionUuid(name), createdAt: epochMs(SENT_MS - ageMs) });
}

const OLD = [aRow('old-1', 3 * MINUTE_MS), aRow('old-2', 2 * MINUTE_MS)];
const OURS = aRow('ours', 0);

/** The newest two of 700 rows. */
function someOfMany(changes: Partial<Baseline> = {}): Baseline {
  return aBaseline({
    total: 700,
    uuids: OLD.map(({ uuid }) => uuid),
    newestFrom: epochMs(SENT_MS - 3 * MINUTE_MS),
    ...changes,
  });
}

/** A window of a long list with these rows at its newest end. */
function aWindow(
  newest: readonly PrepaidTransaction[],
  total: number,
  changes: Partial<Evidence> = {},
): Evidence {
  const newestFrom = newest.at(-1)?.createdAt ?? null;
  return someEvidence({ rows: newest, newest, total, isComplete: false, newestFrom, ...changes });
}

function verdictOf(baseline: Baseline, window: Evidence, context = OWN): string {
  return matchUnknown(anOperation({ baseline }), window, context).kind;
}

describe('a look at the newest rows of a long list', () => {
  it('finds the row if the list has grown by just this row', () => {
    expect(verdictOf(someOfMany(), aWindow([OURS, ...OLD], 701))).toBe('present');
  });

  it('proves absence if the list has not grown', () => {
    expect(verdictOf(someOfMany(), aWindow(OLD, 700))).toBe('absent');
  });

  const CONTRADICTIONS: [string, Evidence][] = [
    ['the list has grown by a row that was not read', aWindow(OLD, 701)],
    ['the list shows the row but does not count it', aWindow([OURS, ...OLD], 700)],
    ['the list has grown by more rows than are new', aWindow([OURS, ...OLD], 702)],
    ['the list has shrunk', aWindow(OLD, 699)],
  ];
  it.each(CONTRADICTIONS)('is contradictory if %s', (_, window) => {
    expect(verdictOf(someOfMany(), window)).toBe('contradiction');
  });

  it('takes a row of another operation into account', () => {
    const window = aWindow([OURS, ...OLD], 701);
    const isClaimed = (uuid: string): boolean => uuid === OURS.uuid;
    expect(verdictOf(someOfMany(), window, { ...OWN, isClaimed })).toBe('absent');
  });

  it('proves nothing if rows of the same second may be old or new', () => {
    const newestFrom = epochMs(SENT_MS);
    const [first, second] = [aRow('first', 0), aRow('second', 0)];
    const baseline = someOfMany({ uuids: [first.uuid], newestFrom });
    // The reading does not show all rows of that second either.
    expect(verdictOf(baseline, aWindow([second, first], 701))).toBe('contradiction');
    expect(verdictOf(baseline, aWindow([second, first, ...OLD], 701))).toBe('present');
    expect(verdictOf(baseline, aWindow([OURS, second, first, ...OLD], 701))).toBe('contradiction');
  });

  it('proves absence in a shared shop by the total and the balance alone', () => {
    const { balanceInCents } = aBaseline();
    const unknown: Baseline = { balanceInCents, total: 700, uuids: [] };
    const window = aWindow([OURS, ...OLD], 700, { balanceInCents });
    expect(verdictOf(unknown, window, SHARED)).toBe('absent');
    expect(verdictOf(unknown, { ...window, total: 701 }, SHARED)).toBe('unprovable');
    expect(verdictOf(unknown, { ...window, rows: OLD, total: 701 }, SHARED)).toBe('contradiction');
  });
});

describe('a look at a long list of unknown order', () => {
  const baseline: Baseline = {
    balanceInCents: null,
    total: 700,
    uuids: OLD.map(({ uuid }) => uuid),
  };

  it('proves absence only if the list has not grown', () => {
    expect(verdictOf(baseline, aWindow(OLD, 700))).toBe('absent');
    expect(verdictOf(baseline, aWindow(OLD, 701))).toBe('contradiction');
  });

  it('finds the row if it is the only one since the POST', () => {
    expect(verdictOf(baseline, aWindow([OURS, ...OLD], 701))).toBe('present');
    expect(verdictOf(baseline, aWindow([OURS, ...OLD], 702))).toBe('contradiction');
    expect(verdictOf(baseline, aWindow([OURS, ...OLD], 700))).toBe('contradiction');
  });

  it('proves no absence by a row of another operation: our row may be out of sight', () => {
    const isClaimed = (uuid: string): boolean => uuid === OURS.uuid;
    const window = aWindow([OURS, ...OLD], 701);
    expect(verdictOf(baseline, window, { ...OWN, isClaimed })).toBe('contradiction');
  });

  it('is decided by the whole list: as many of its newest rows are new as it has grown by', () => {
    const hidden = Array.from({ length: 698 }, (_, index) =>
      aRow(`hidden-${index}`, index * 1_000 + 500),
    );
    const whole = [...OLD, ...hidden];
    expect(verdictOf(baseline, someEvidence({ rows: whole }))).toBe('absent');
    expect(verdictOf(baseline, someEvidence({ rows: [...whole, OURS] }))).toBe('present');
    const tied = [...whole, aRow('tied', 500), OURS];
    expect(verdictOf({ ...baseline, total: 701 }, someEvidence({ rows: tied }))).toBe('present');
    expect(verdictOf({ ...baseline, total: 700 }, someEvidence({ rows: tied }))).toBe(
      'contradiction',
    );
  });
});

describe('any list to which rows are added at its newest end', () => {
  /** The seconds between one row and the next. Many are 0, so that rows share a second. */
  const gaps = fc.array(fc.constantFrom(0, 0, 1, 60), { minLength: 1, maxLength: 40 });

  const story = fc.record({
    seconds: gaps,
    added: fc.nat(3),
    known: fc.integer({ min: 1, max: 12 }),
    seen: fc.integer({ min: 1, max: 12 }),
  });

  it('never shows an old row as new, and never hides a new one', () => {
    fc.assert(
      fc.property(story, ({ seconds, added, known, seen }) => {
        let atMs = SENT_MS;
        const rows = seconds.map((gap, index) => {
          atMs += gap * 1_000;
          return aRow(`row-${index}`, SENT_MS - atMs);
        });
        const before = rows.slice(0, Math.max(0, rows.length - added));
        const kept = before.toReversed().slice(0, known);
        const from = kept.at(-1)?.createdAt;
        const baseline = aBaseline({
          total: before.length,
          uuids: kept.map(({ uuid }) => uuid),
          ...(from === undefined || kept.length === before.length ? {} : { newestFrom: from }),
        });
        const shown = rows.toReversed().slice(0, seen);
        const window =
          shown.length === rows.length
            ? someEvidence({ rows: shown })
            : aWindow(shown, rows.length);
        const operation = anOperation({ baseline, firstSentAtServer: null });
        const found = newRows(operation, window)?.rows.map(({ uuid }) => uuid);
        const truth = rows.slice(before.length).map(({ uuid }) => uuid);
        expect(found?.toSorted() ?? truth.toSorted()).toEqual(truth.toSorted());
      }),
    );
  });
});
