import { describe, expect, it } from 'vitest';
import { announce } from '../../../src/main/session/machine.ts';
import { aSession, aSessionAt } from '../../builders/session.ts';

describe('a scan that the kiosk refuses', () => {
  it('causes a notice, and does not count as a sign that the customer is there', () => {
    const { machine } = aSessionAt('balance');
    const next = announce(machine, 'scanRefused').machine;
    expect(next.notice).toMatchObject({ kind: 'scanRefused' });
    expect(next.counters.touch).toBe(machine.counters.touch);
    expect(next.state).toEqual(machine.state);
  });

  it('causes a request to wait during a payment, and does not affect the payment', () => {
    const { machine } = aSessionAt('paying');
    const { machine: next, effects } = announce(machine, 'scanRefused');
    expect(next.notice).toMatchObject({ kind: 'waitForPayment' });
    expect(next.state).toEqual(machine.state);
    expect(effects.map(({ kind }) => kind)).toEqual(['startTimer']);
  });

  it('has a notice that disappears by itself', () => {
    const { machine } = aSession();
    const { effects } = announce(machine, 'scanRefused');
    expect(effects).toEqual([{ kind: 'startTimer', timer: 'notice', delayMs: 2_500 }]);
  });
});
