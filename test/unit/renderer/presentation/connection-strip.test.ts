import { describe, expect, it } from 'vitest';
import { connectionStrip } from '../../../../src/renderer/presentation/connection-strip.ts';
import type { View } from '../../../../src/shared/contract.ts';
import { epochMs } from '../../../../src/shared/time.ts';
import { FIXTURES, GALLERY_NOW } from '../../../gallery/fixtures.ts';

describe('the connection strip', () => {
  it('is hidden while all is well', () => {
    expect(connectionStrip(aView({}), GALLERY_NOW)).toBeNull();
  });

  it('is hidden while a payment has waited for a short time only', () => {
    const waiting = { count: 1, oldestAt: epochMs(GALLERY_NOW - 2_000), heldCount: 0 };
    expect(connectionStrip(aView({ waiting }), GALLERY_NOW)).toBeNull();
  });

  it('is shown for a payment that has been waiting for a while', () => {
    const waiting = { count: 1, oldestAt: epochMs(GALLERY_NOW - 31_000), heldCount: 0 };
    expect(connectionStrip(aView({ waiting }), GALLERY_NOW)).not.toBeNull();
  });

  it('is shown at once for a held payment, and for a lost connection', () => {
    const waiting = { count: 0, oldestAt: null, heldCount: 1 };
    expect(connectionStrip(aView({ waiting }), GALLERY_NOW)).not.toBeNull();
    const connection = {
      kind: 'offline',
      reason: 'noLink',
      since: GALLERY_NOW,
      canSpend: false,
    } as const;
    expect(connectionStrip(aView({ connection }), GALLERY_NOW)).not.toBeNull();
  });
});

function aView(changes: Partial<View>): View {
  const idle = FIXTURES.find(({ name }) => name === 'idle');
  if (!idle) throw new Error('the gallery has no idle screen');
  return { ...idle.view('en'), ...changes };
}
