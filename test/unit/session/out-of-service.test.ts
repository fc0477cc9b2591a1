import { describe, expect, it } from 'vitest';
import { createMachine } from '../../../src/main/session/machine.ts';
import {
  aSessionConfig,
  aPaidOutcome,
  aSession,
  aSessionAt,
  drive,
  NOT_PAID,
  OTHER_CARD,
} from '../../builders/session.ts';
import { DEMO_CARD } from '../../builders/names.ts';

const closed = {
  kind: 'wentOutOfService',
  reason: 'tokenRefused',
  shops: [{ uuid: '123123', name: 'Krusty Krab' }],
  fileName: null,
  place: null,
} as const;

describe('a kiosk that cannot serve', () => {
  it('shows the reason, and accepts no card', () => {
    const session = drive(createMachine(aSessionConfig()));
    expect(session.screen).toEqual({ kind: 'starting' });
    session.scan(DEMO_CARD);
    expect(session.view.notice).toMatchObject({ kind: 'scanRefused' });
    session.send(closed);
    expect(session.screen).toEqual({
      kind: 'outOfService',
      reason: 'tokenRefused',
      shops: [{ uuid: '123123', name: 'Krusty Krab' }],
      fileName: null,
      place: null,
    });
    session.scan(DEMO_CARD);
    expect(session.view.notice).toMatchObject({ kind: 'scanRefused' });
    expect(session.asked).toEqual([]);
  });

  it('shows the newest reason', () => {
    const session = aSession();
    session.send(closed, {
      ...closed,
      reason: 'settingsDamaged',
      fileName: 'settings.json',
      place: { line: 4, name: 'maximumInCent' },
    });
    expect(session.screen).toMatchObject({
      reason: 'settingsDamaged',
      fileName: 'settings.json',
      place: { line: 4, name: 'maximumInCent' },
    });
  });

  it('is in service again when it is ready', () => {
    const session = aSession();
    session.send(closed, { kind: 'ready', config: aSessionConfig() });
    expect(session.screen).toEqual({ kind: 'idle' });
  });

  it.each(['balance', 'amount', 'confirm', 'armed'] as const)(
    'ends a session at %s with nothing spent',
    (place) => {
      const session = aSessionAt(place);
      session.send(closed);
      expect(session.screen.kind).toBe('outOfService');
      expect(session.spends).toEqual([]);
      expect(JSON.stringify(session.machine)).not.toContain(DEMO_CARD);
    },
  );
});

describe('a kiosk that goes out of service while it pays', () => {
  it('first completes the payment, and then leaves time to read its result', () => {
    const session = aSessionAt('paying');
    session.send(closed);
    expect(session.screen.kind).toBe('paying');
    session.spendEnded(aPaidOutcome());
    expect(session.screen.kind).toBe('paid');
    session.fire('result');
    expect(session.screen.kind).toBe('outOfService');
  });

  it('starts no new session from the result', () => {
    const scanned = aSessionAt('paid');
    scanned.send(closed);
    scanned.scan(OTHER_CARD);
    expect(scanned.screen.kind).toBe('outOfService');
    expect(scanned.view.notice).toMatchObject({ kind: 'scanRefused' });

    const back = aSessionAt('paying');
    back.send(closed);
    back.spendEnded(NOT_PAID);
    back.fire('arm');
    back.tap('back');
    expect(back.screen.kind).toBe('outOfService');
  });

  it.each(['paying', 'paid'] as const)('returns to idle if it is ready again at %s', (place) => {
    const session = aSessionAt(place);
    session.send(closed, { kind: 'ready', config: aSessionConfig() });
    if (place === 'paying') session.spendEnded(NOT_PAID);
    session.fire('arm');
    session.tap('stop');
    expect(session.screen).toEqual({ kind: 'idle' });
  });
});
