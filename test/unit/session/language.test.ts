import { describe, expect, it } from 'vitest';
import {
  aSessionConfig,
  aSession,
  aSessionAt,
  OTHER_CARD,
  waitOut,
} from '../../builders/session.ts';
import { DEMO_CARD } from '../../builders/names.ts';

const dutch = { kind: 'chooseLanguage', language: 'nl' } as const;

describe('the language', () => {
  it.each(['balance', 'amount', 'confirm', 'paying', 'paid'] as const)(
    'can be chosen at %s without leaving the screen',
    (place) => {
      const session = aSessionAt(place);
      const { screenId } = session.view;
      session.send(dutch);
      expect(session.view).toMatchObject({ language: 'nl', screenId, screen: { kind: place } });
    },
  );

  it('is kept until the session ends if it was chosen before the card', () => {
    const session = aSession();
    session.send(dutch);
    session.scan(DEMO_CARD);
    expect(session.view.language).toBe('nl');
    session.tap('stop');
    expect(session.view.language).toBe('en');
  });

  it('is reset if the person who chose it leaves without a card', () => {
    const session = aSession();
    session.send(dutch);
    expect(session.timers.get('choices')).toBe(30_000);
    waitOut(session, 'choices');
    expect(session.view.language).toBe('en');
    expect(session.timers.size).toBe(0);
  });

  it('stays for the same card after a result, and not for the next person', () => {
    const same = aSessionAt('paid');
    same.send(dutch);
    same.fire('repeat');
    same.scan(DEMO_CARD);
    expect(same.view.language).toBe('nl');

    const next = aSessionAt('paid');
    next.send(dutch);
    next.scan(OTHER_CARD);
    expect(next.view.language).toBe('en');
  });

  it('can only be a language that this kiosk offers', () => {
    const session = aSession({ languages: ['en'] });
    session.send(dutch);
    expect(session.view).toMatchObject({ language: 'en', languages: ['en'] });
  });

  it('follows new settings if they no longer offer the chosen one', () => {
    const session = aSession();
    session.send(dutch, { kind: 'ready', config: aSessionConfig() });
    expect(session.view.language).toBe('nl');
    session.send({ kind: 'ready', config: aSessionConfig({ languages: ['en'] }) });
    expect(session.view.language).toBe('en');
  });

  it('can be chosen while a question is open, and counts as an answer to the question whether the customer is still there', () => {
    const warned = aSessionAt('balance');
    warned.fire('idle');
    warned.send(dutch);
    expect(warned.view).toMatchObject({ language: 'nl', overlay: null });

    const asked = aSessionAt('balance');
    asked.scan(OTHER_CARD);
    asked.send(dutch);
    expect(asked.view).toMatchObject({ language: 'nl', overlay: { kind: 'otherCard' } });
  });
});
