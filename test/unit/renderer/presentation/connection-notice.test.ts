import { describe, expect, it } from 'vitest';
import { isNoticeDue } from '../../../../src/renderer/presentation/connection-notice.ts';
import type { View } from '../../../../src/shared/contract.ts';
import { epochMs } from '../../../../src/shared/time.ts';
import { FIXTURES, GALLERY_NOW } from '../../../gallery/fixtures.ts';

describe('the connection strip', () => {
  it('is not there while all is well', () => {
    expect(isNoticeDue(aView({}), GALLERY_NOW)).toBe(false);
  });

  it('says nothing of a payment that has just left', () => {
    const waiting = { count: 1, oldestAt: epochMs(GALLERY_NOW - 2_000), heldCount: 0 };
    expect(isNoticeDue(aView({ waiting }), GALLERY_NOW)).toBe(false);
  });

  it('tells of a payment that has been waiting for a while', () => {
    const waiting = { count: 1, oldestAt: epochMs(GALLERY_NOW - 31_000), heldCount: 0 };
    expect(isNoticeDue(aView({ waiting }), GALLERY_NOW)).toBe(true);
  });

  it('tells of what is held for staff, and of a lost connection, at once', () => {
    const waiting = { count: 0, oldestAt: null, heldCount: 1 };
    expect(isNoticeDue(aView({ waiting }), GALLERY_NOW)).toBe(true);
    const connection = {
      kind: 'offline',
      reason: 'noLink',
      since: GALLERY_NOW,
      canSpend: false,
    } as const;
    expect(isNoticeDue(aView({ connection }), GALLERY_NOW)).toBe(true);
  });
});

function aView(changes: Partial<View>): View {
  const idle = FIXTURES.find(({ name }) => name === 'idle');
  if (!idle) throw new Error('the gallery has no idle screen');
  return { ...idle.view('en'), ...changes };
}
