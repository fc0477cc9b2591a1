import { describe, expect, it } from 'vitest';
import { announce } from '../../../src/main/session/machine.ts';
import { aSession, aSessionAt } from '../../builders/session.ts';

describe('a scan that cannot be taken', () => {
  it('gets a notice, and is not a sign of life', () => {
    const { machine } = aSessionAt('balance');
    const next = announce(machine, 'scanRefused').machine;
    expect(next.notice).toMatchObject({ kind: 'scanRefused' });
    expect(next.counters.touch).toBe(machine.counters.touch);
    expect(next.state).toEqual(machine.state);
  });

  it('during a payment asks to wait, and leaves the payment alone', () => {
    const { machine } = aSessionAt('paying');
    const { machine: next, effects } = announce(machine, 'scanRefused');
    expect(next.notice).toMatchObject({ kind: 'waitForPayment' });
    expect(next.state).toEqual(machine.state);
    expect(effects.map(({ kind }) => kind)).toEqual(['startTimer']);
  });

  it('goes away by itself', () => {
    const { machine } = aSession();
    const { effects } = announce(machine, 'scanRefused');
    expect(effects).toEqual([{ kind: 'startTimer', timer: 'notice', delayMs: 2_500 }]);
  });
});
