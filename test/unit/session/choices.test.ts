import { describe, expect, it } from 'vitest';
import { STANDARD } from '../../builders/view.ts';
import {
  aSessionConfig,
  aSession,
  aSessionAt,
  NOT_COMPLETED,
  OTHER_CARD,
  waitOut,
} from '../../builders/session.ts';
import { DEMO_CARD } from '../../builders/names.ts';

const large = { kind: 'adjust', change: { isLarge: true } } as const;
const loud = { kind: 'adjust', change: { volume: 4 } } as const;
const help = { kind: 'openSheet', sheet: 'help' } as const;

describe('an adjustment of a customer', () => {
  it.each(['balance', 'amount', 'confirm', 'paying', 'paid'] as const)(
    'applies at once at %s, without leaving the screen',
    (place) => {
      const session = aSessionAt(place);
      const { screenId } = session.view;
      session.send(large, loud);
      const adjustments = { ...STANDARD, isLarge: true, volume: 4 };
      expect(session.view).toMatchObject({ adjustments, screenId, screen: { kind: place } });
    },
  );

  it('ends with the session, including the volume', () => {
    const session = aSession();
    session.send(large, loud);
    session.scan(DEMO_CARD);
    expect(session.view.adjustments).toMatchObject({ isLarge: true, volume: 4 });
    session.tap('stop');
    expect(session.view.adjustments).toEqual(STANDARD);
  });

  it('is reset after a warning if no card follows', () => {
    const session = aSession();
    session.send(loud);
    session.fire('choices', 'second');
    expect(session.view.overlay).toEqual({ kind: 'stillThere', secondsLeft: 29 });
    session.send({ kind: 'touch' });
    expect(session.view).toMatchObject({ overlay: null, adjustments: { volume: 4 } });
    waitOut(session, 'choices');
    expect(session.view.adjustments).toEqual(STANDARD);
    expect(session.timers.size).toBe(0);
  });

  it('stays for the same card after a result, and not for the next person', () => {
    const same = aSessionAt('paid');
    same.send(large);
    same.fire('repeat');
    same.scan(DEMO_CARD);
    expect(same.view.adjustments.isLarge).toBe(true);

    const next = aSessionAt('paid');
    next.send(large);
    next.scan(OTHER_CARD);
    expect(next.view.adjustments).toEqual(STANDARD);
  });

  it('survives new settings, and the new volume applies only if the customer chose none', () => {
    const quiet = { ...STANDARD, volume: 1 };
    const session = aSession();
    session.send({ kind: 'ready', config: aSessionConfig({ volume: quiet.volume }) });
    expect(session.view.adjustments).toEqual(quiet);
    session.send(loud, { kind: 'ready', config: aSessionConfig() });
    expect(session.view.adjustments.volume).toBe(4);
  });

  it('counts as an answer to the question whether the customer is still there', () => {
    const session = aSessionAt('balance');
    session.fire('idle');
    session.send(large);
    expect(session.view).toMatchObject({ overlay: null, adjustments: { isLarge: true } });
  });
});

describe('a result', () => {
  it('stays as long as any other screen after an adjustment', () => {
    const session = aSessionAt('paid');
    expect(session.timers.get('result')).toBe(12_000);
    session.send(large);
    expect(session.timers.get('result')).toBe(30_000);
  });

  it('stays as long as somebody touches the screen', () => {
    const session = aSessionAt('paid');
    for (let touched = 1; touched <= 20; touched++) {
      session.send({ kind: 'touch' });
      expect(session.starts('result')).toBe(1 + touched);
    }
  });
});

describe('help', () => {
  it('lies over any screen, and changes nothing beneath it', () => {
    const session = aSessionAt('amount');
    const { screen, screenId } = session.view;
    session.send(help);
    expect(session.view).toMatchObject({ sheet: 'help', screen, screenId });
    session.send({ kind: 'closeSheet' });
    expect(session.view).toMatchObject({ sheet: null, screen, screenId });
  });

  it('closes when a new screen comes', () => {
    const session = aSessionAt('paying');
    session.send(help);
    session.spendEnded(NOT_COMPLETED);
    expect(session.view).toMatchObject({ sheet: null, screen: { kind: 'notCompleted' } });
  });

  it('disarms the pay button for a moment, so that a second tap cannot pay', () => {
    const session = aSessionAt('armed');
    session.send(help);
    expect(session.screen).toMatchObject({ isArmed: false });
    expect(session.timers.has('arm')).toBe(false);
    session.send({ kind: 'closeSheet' });
    session.tap('confirmSpend');
    expect(session.spends).toHaveLength(0);
    session.fire('arm');
    session.tap('confirmSpend');
    expect(session.spends).toHaveLength(1);
  });

  it('closes by itself after a while without a touch', () => {
    const session = aSession();
    session.send(help);
    waitOut(session, 'choices');
    expect(session.view.sheet).toBeNull();
  });
});
