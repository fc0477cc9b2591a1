import { describe, expect, it } from 'vitest';
import { createStaffArea } from '../../../src/main/kiosk/staff-area.ts';
import { createWedgeSetup } from '../../../src/main/kiosk/wedge-setup.ts';
import type { RawReport } from '../../../src/main/readers/supervisor/supervisor.ts';
import { epochMs } from '../../../src/shared/time.ts';
import { TYPED_DEFAULTS, type TypedSettings } from '../../../src/main/readers/wedge-settings.ts';
import { aScan } from '../../builders/scan.ts';
import { createClock } from '../../builders/reader-clock.ts';

/** An open staff area with its clock. `cardCount` counts the cards that kept the staff area open. */
function aStaffArea({ canSave = true } = {}) {
  const clock = createClock();
  let cardCount = 0;
  const saved: TypedSettings[] = [];
  const staffArea = createStaffArea({
    world: { ...clock, now: () => epochMs(clock.nowMs()), monotonicMs: clock.nowMs },
    stored: null,
    demoPin: null,
    tries: { read: () => 0, keep: () => Promise.resolve(true) },
    wedge: createWedgeSetup(TYPED_DEFAULTS, (wedge) => {
      if (canSave) saved.push(wedge);
      return canSave;
    }),
    notices: () => [{ kind: 'ownShopUnsaid' }],
    onChange: () => undefined,
    onCardTaken: () => (cardCount += 1),
  });
  staffArea.setOpen(true);
  return { staffArea, saved, clock, cardCount: () => cardCount };
}

function report(...bytes: number[]): RawReport {
  const ids = { vendorId: 1, productId: 2, usagePage: 0xff00, usage: 1 };
  return { kind: 'raw', key: 'k', name: 'Lab', driver: 'none', ...ids, bytes };
}

const QUIET_MS = 1_000;

describe('the staff area', () => {
  it('shows the notices to staff only', () => {
    const { staffArea } = aStaffArea();
    expect(staffArea.board().notices).toEqual([{ kind: 'ownShopUnsaid' }]);
    staffArea.setOpen(false);
    expect(staffArea.board().notices).toEqual([]);
  });

  it('is not kept open by scans of customers or by a reader that sends without end', () => {
    const { staffArea, clock, cardCount } = aStaffArea();
    for (let at = 0; at < 200; at += 1) {
      staffArea.showReport(report(1, at));
      staffArea.showCode('4006381333931', 'scanner');
      staffArea.showTyped(aScan('4006381333931'));
      clock.advance(QUIET_MS);
    }
    expect(cardCount()).toBe(0);
    expect(staffArea.board().feed).not.toEqual([]);
  });

  it('is kept open by each card that a lesson asked for, and by no other card', () => {
    const { staffArea, clock, cardCount } = aStaffArea();
    staffArea.startTeaching();
    for (let at = 0; at < 6; at += 1) {
      staffArea.showReport(report(1, at < 3 ? 7 : at));
      for (let quietMs = 0; quietMs < QUIET_MS; quietMs += 100) {
        clock.advance(100);
        staffArea.showReport({ ...report(9), key: 'another' });
      }
    }
    expect(cardCount()).toBe(6);
    expect(staffArea.board().teaching.kind).not.toBe('presenting');
    staffArea.startTeaching();
    for (let at = 0; at < 200; at += 1) staffArea.showTyped(aScan(`card ${at % 2}`));
    expect(cardCount()).toBe(12);
  });

  it('shows and teaches nothing of what may be a bank card, and of its reader', () => {
    const { staffArea } = aStaffArea();
    const of = (text: string): RawReport => report(1, ...Buffer.from(text));
    const stripe = { ...report(1, 0x42), usagePage: 0x8e, key: 'stripe' };
    staffArea.startTeaching();
    staffArea.showReport(stripe);
    staffArea.showReport(of('%B41111111'));
    staffArea.showReport(of('11111111^DOE/JOHN'));
    staffArea.showReport({ ...of('x'), key: 'other' });
    const texts = staffArea.board().feed.map(({ text }) => text);
    expect(texts).toEqual(['01 78', '•••', '•••', '•••']);
    expect(staffArea.board().teaching).toMatchObject({ kind: 'presenting', reader: 'Lab' });
    staffArea.setOpen(false);
    staffArea.setOpen(true);
    staffArea.showReport(report(1, 2));
    expect(staffArea.board().feed.map(({ text }) => text)).toEqual(['01 02']);
  });

  it('gives no lesson for a device that sends by itself', () => {
    const { staffArea, clock } = aStaffArea();
    const chatty = { ...report(9, 1), key: 'ups', name: 'UPS' };
    staffArea.showReport(chatty);
    clock.advance(2_000);
    staffArea.startTeaching();
    staffArea.showReport(chatty);
    expect(staffArea.board().teaching).toMatchObject({ kind: 'presenting', reader: null });
    staffArea.showReport(report(1, 7));
    expect(staffArea.board().teaching).toMatchObject({ kind: 'presenting', reader: 'Lab' });
  });

  it('sets up the taught scanner as staff choose, or reports that this failed', () => {
    for (const canSave of [true, false]) {
      const { staffArea, saved } = aStaffArea({ canSave });
      staffArea.startTeaching();
      for (const number of ['1111', '2222', '2222', '1111', '1111', '2222']) {
        staffArea.showTyped(aScan(`~${number}\r`));
      }
      staffArea.useProfile(7);
      expect([staffArea.board().teaching.kind, saved]).toEqual(['proposedKeys', []]);
      staffArea.useProfile(0);
      const wedge = { layout: 'asTyped', prefix: '~', suffix: 'enter', codes: [] };
      expect(saved).toEqual(canSave ? [wedge] : []);
      expect(staffArea.board().teaching).toEqual(
        canSave ? { kind: 'used', reader: null } : { kind: 'notSaved' },
      );
    }
  });
});
